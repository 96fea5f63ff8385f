package io.lodestar.interop.differential;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** JSON as trees: read strictly or with bare numeric keys, and brought into one order. */
public final class Json {
    private static final ObjectMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final ObjectMapper LEGACY = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
            .build();

    private static final String LIST = "list";

    private Json() {}

    static ObjectNode object() {
        return STRICT.createObjectNode();
    }

    public static String write(Object value) {
        try {
            return STRICT.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("plain maps, lists and trees can always be written", impossible);
        }
    }

    /** Returns the tree of a standard JSON text. */
    public static Optional<JsonNode> strict(String text) {
        return read(STRICT, text);
    }

    /** Returns the tree of a JSON text whose numeric keys may lack quotes. */
    public static Optional<JsonNode> legacy(String text) {
        return read(LEGACY, text);
    }

    private static Optional<JsonNode> read(ObjectMapper mapper, String text) {
        try {
            return Optional.of(mapper.readTree(text)).filter(tree -> !tree.isMissingNode());
        } catch (JsonProcessingException notJson) {
            return Optional.empty();
        }
    }

    /** Returns a copy with members sorted by name and, but for lists of filter servers, elements sorted as sets are. */
    static JsonNode ordered(JsonNode node, String name) {
        if (node.isObject()) {
            TreeMap<String, JsonNode> members = new TreeMap<>();
            node.properties()
                    .forEach(member -> members.put(
                            member.getKey(),
                            ordered(member.getValue(), name.equals("filterServerTable") ? LIST : member.getKey())));
            ObjectNode sorted = STRICT.createObjectNode();
            sorted.setAll(members);
            return sorted;
        }
        if (node.isArray()) {
            ArrayNode sorted = STRICT.createArrayNode();
            List<JsonNode> elements = StreamSupport.stream(node.spliterator(), false)
                    .map(element -> ordered(element, ""))
                    .collect(Collectors.toCollection(ArrayList::new));
            if (!name.equals(LIST)) {
                elements.sort(Comparator.comparing(JsonNode::toString));
            }
            return sorted.addAll(elements);
        }
        return node;
    }
}
