package io.lodestar.server.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** openapi.yaml as a test reads it: which operations there are, and whether an answer is as it says. */
public final class Description {
    private final Map<String, Object> whole;

    private Description(Map<String, Object> whole) {
        this.whole = whole;
    }

    /** Reads the file that the server serves. */
    public static Description read() {
        try (InputStream file =
                Objects.requireNonNull(Description.class.getResourceAsStream("openapi.yaml"), "no openapi.yaml")) {
            return new Description(map(parsed(new String(file.readAllBytes(), StandardCharsets.UTF_8))));
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Reads YAML, of which JSON is a part. */
    public static Object parsed(String text) {
        var settings = LoadSettings.builder()
                .setAllowDuplicateKeys(false)
                .setCodePointLimit(100_000_000)
                .build();
        return new Load(settings).loadFromString(text);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(@Nullable Object value) {
        return (Map<String, Object>) Objects.requireNonNull(value, "the description lacks something");
    }

    /** Returns what a path and a method have, as {@code GET /path}. */
    public List<String> operations() {
        var operations = new TreeSet<String>();
        map(whole.get("paths"))
                .forEach((path, item) -> map(item)
                        .keySet()
                        .forEach(method -> operations.add(method.toUpperCase(Locale.ROOT) + " /api/v1" + path)));
        return List.copyOf(operations);
    }

    /** Returns what is wrong with an answer; nothing if it is as described. */
    public List<String> faults(String method, String path, String type, String body) {
        var operation = map(map(map(whole.get("paths")).get(path)).get(method));
        var responses = map(operation.get("responses"));
        boolean fine = type.equals("application/json");
        var response = resolved(fine ? responses.get("200") : responses.get("default"));
        var schema = map(map(response.get("content")).get(type)).get("schema");
        return check("", schema, parsed(body));
    }

    /** Returns what is wrong with a value of one of the schemas. */
    public List<String> faults(String schema, String body) {
        return check("", map(map(map(whole.get("components")).get("schemas")).get(schema)), parsed(body));
    }

    /** Returns the faults of all examples. */
    public List<String> exampleFaults() {
        var faults = new ArrayList<String>();
        map(whole.get("paths"))
                .forEach((path, item) -> map(item).forEach((method, operation) -> {
                    map(map(operation).get("responses")).forEach((status, response) -> {
                        var content = map(resolved(response).getOrDefault("content", Map.of()));
                        content.forEach((type, media) -> {
                            if (map(media).containsKey("example")) {
                                faults.addAll(check(
                                        method + " " + path,
                                        map(media).get("schema"),
                                        map(media).get("example")));
                            }
                        });
                    });
                }));
        return faults;
    }

    private Map<String, Object> resolved(@Nullable Object node) {
        var map = map(node);
        if (!map.containsKey("$ref")) {
            return map;
        }
        Object found = whole;
        for (var step : String.valueOf(map.get("$ref")).substring(2).split("/")) {
            found = Objects.requireNonNull(map(found).get(step), "the description lacks what a $ref names");
        }
        return resolved(found);
    }

    private List<String> check(String at, @Nullable Object node, @Nullable Object value) {
        var schema = resolved(node);
        var faults = new ArrayList<String>();
        var type = schema.get("type");
        if (type != null && !isOf(type.toString(), value)) {
            faults.add(at + " is no " + type + ": " + value);
            return faults;
        }
        if (schema.get("enum") instanceof List<?> allowed && !allowed.contains(value)) {
            faults.add(at + " is none of " + allowed + ": " + value);
        }
        if (schema.get("minimum") instanceof Number least
                && value instanceof Number number
                && number.doubleValue() < least.doubleValue()) {
            faults.add(at + " is less than " + least + ": " + value);
        }
        if (value instanceof Map<?, ?>) {
            checkMembers(at, schema, map(value), faults);
        }
        if (value instanceof List<?> items && schema.containsKey("items")) {
            for (int i = 0; i < items.size(); i++) {
                faults.addAll(check(at + "[" + i + "]", schema.get("items"), items.get(i)));
            }
        }
        return faults;
    }

    private void checkMembers(String at, Map<String, Object> schema, Map<String, Object> value, List<String> faults) {
        var known = map(schema.getOrDefault("properties", Map.of()));
        if (schema.get("required") instanceof List<?> required) {
            required.stream()
                    .filter(name -> !value.containsKey(name.toString()))
                    .forEach(name -> faults.add(at + " lacks " + name));
        }
        var more = schema.get("additionalProperties");
        value.forEach((name, member) -> {
            if (known.containsKey(name)) {
                faults.addAll(check(at + "." + name, known.get(name), member));
            } else if (more instanceof Map<?, ?>) {
                faults.addAll(check(at + "." + name, more, member));
            } else if (more instanceof Boolean allowed && !allowed) {
                faults.add(at + " has " + name + ", of which nothing is said");
            }
        });
    }

    private static boolean isOf(String type, @Nullable Object value) {
        return switch (type) {
            case "object" -> value instanceof Map<?, ?>;
            case "array" -> value instanceof List<?>;
            case "string" -> value instanceof String;
            case "boolean" -> value instanceof Boolean;
            case "integer" -> value instanceof Integer || value instanceof Long;
            case "number" -> value instanceof Number;
            default -> throw new IllegalStateException("type " + type);
        };
    }
}
