package io.lodestar.server.access;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads YAML as a tree of texts, each of which knows its line: no value is taken for a number, a date or an object. Depth and length are bounded,
 * and a node cannot be used twice, so that the tree is no larger than its text.
 */
final class YamlDocument {
    private static final int MAX_DEPTH = 16;

    private final String source;
    private final LoadSettings settings;

    /** Creates a reader that calls the document so in what it says. */
    YamlDocument(String source, int maxLength) {
        this.source = source;
        this.settings = LoadSettings.builder()
                .setLabel(source)
                .setCodePointLimit(maxLength)
                .setAllowDuplicateKeys(false)
                .setAllowNonScalarKeys(false)
                .build();
    }

    /** Returns the root of the tree; empty when the document says nothing. */
    Optional<Node> read(String text) throws AccountsException {
        try {
            requireBounded(text);
            return new Compose(settings).composeString(text);
        } catch (MarkedYamlEngineException malformed) {
            throw new AccountsException(where(malformed) + ": this is no YAML: " + malformed.getProblem(), malformed);
        } catch (YamlEngineException malformed) {
            throw new AccountsException(source + ": this is no YAML: " + malformed.getMessage(), malformed);
        }
    }

    /** Composing recurses, so it comes after this, which does not. */
    private void requireBounded(String text) throws AccountsException {
        int depth = 0;
        for (Event event : new Parse(settings).parseString(text)) {
            if (event instanceof AliasEvent) {
                throw problem(event, "an alias (*) is not taken here; write out what it stands for");
            }
            if (event instanceof CollectionStartEvent) {
                depth++;
            } else if (event instanceof CollectionEndEvent) {
                depth--;
            }
            if (depth > MAX_DEPTH) {
                throw problem(event, "there are more than " + MAX_DEPTH + " levels here");
            }
        }
    }

    private AccountsException problem(Event event, String what) {
        int line = event.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
        return new AccountsException(source + ":" + line + ": " + what);
    }

    private String where(MarkedYamlEngineException malformed) {
        return source
                + malformed
                        .getProblemMark()
                        .map(mark -> ":" + (mark.getLine() + 1))
                        .orElse("");
    }
}
