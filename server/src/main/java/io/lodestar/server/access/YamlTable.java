package io.lodestar.server.access;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Names with values, as they stand in a YAML document. What is wrong with them is told with the line. */
final class YamlTable {
    /** How YAML writes nothing. */
    private static final Set<String> NOTHING = Set.of("", "~", "null");

    private final String source;
    private final Node node;
    private final Map<String, Node> values = new LinkedHashMap<>();

    private YamlTable(String source, Node node) {
        this.source = source;
        this.node = node;
    }

    /** Returns what a node holds, all of whose names must be among those given. */
    static YamlTable of(String source, Node node, Set<String> names) throws AccountsException {
        var table = new YamlTable(source, node);
        if (!(node instanceof MappingNode mapping)) {
            throw table.problem("lines of the form 'name: value' are expected here");
        }
        for (var entry : mapping.getValue()) {
            var name = table.scalar(entry.getKeyNode());
            if (!names.contains(name)) {
                throw problem(
                        source, entry.getKeyNode(), "nothing here is called '" + name + "'; correct or remove it");
            }
            if (table.values.put(name, entry.getValueNode()) != null) {
                throw problem(source, entry.getKeyNode(), "'" + name + "' is here twice");
            }
        }
        return table;
    }

    /** Returns the text of a name; empty when it is not there or has none. */
    Optional<String> text(String name) throws AccountsException {
        var value = values.get(name);
        return value == null ? Optional.empty() : Optional.of(scalar(value)).filter(text -> !text.isEmpty());
    }

    /** Returns whether a name says yes. */
    boolean flag(String name) throws AccountsException {
        var text = text(name).orElse("false");
        return switch (text) {
            case "true", "True", "TRUE", "yes", "on" -> true;
            case "false", "False", "FALSE", "no", "off" -> false;
            default -> throw problem(name, "'" + text + "' must be true or false");
        };
    }

    /** Returns the texts of a name: a list, or one alone; none when it is not there or has none. */
    List<String> texts(String name) throws AccountsException {
        var texts = new ArrayList<String>();
        for (var item : nodes(name)) {
            var text = scalar(item);
            if (!text.isEmpty()) {
                texts.add(text);
            }
        }
        return texts;
    }

    /** As {@link #texts}, for a name that must have some if it is there: an empty list must not be taken for no limit. */
    List<String> textsIfAny(String name) throws AccountsException {
        var texts = texts(name);
        if (values.containsKey(name) && texts.isEmpty()) {
            throw problem(name, "'" + name + "' has no value; give it one or remove the line");
        }
        return texts;
    }

    /** Returns what a name holds: the items of a list, or the one value. */
    List<Node> nodes(String name) throws AccountsException {
        var value = values.get(name);
        if (value == null || (value instanceof ScalarNode && scalar(value).isEmpty())) {
            return List.of();
        }
        return value instanceof SequenceNode sequence ? sequence.getValue() : List.of(value);
    }

    /** Returns a problem with the value of a name. */
    AccountsException problem(String name, String what) {
        return problem(source, values.getOrDefault(name, node), what);
    }

    /** Returns a problem with all of it. */
    AccountsException problem(String what) {
        return problem(source, node, what);
    }

    /** Returns the line on which it begins. */
    int line() {
        return line(node);
    }

    private String scalar(Node value) throws AccountsException {
        if (value instanceof ScalarNode scalar) {
            var text = scalar.getValue().strip();
            return scalar.isPlain() && NOTHING.contains(text) ? "" : text;
        }
        throw problem(source, value, "a single text is expected here");
    }

    private static AccountsException problem(String source, Node node, String what) {
        return new AccountsException(source + ":" + line(node) + ": " + what);
    }

    private static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }
}
