package io.lodestar.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** One JSON object, member by member; what is absent is left out. Characters beyond ASCII are escaped, so none can do anything to a terminal. */
final class Json {
    private static final JsonFactory FACTORY =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
    private static final int LAST_PLAIN = 0x7e;

    private final Map<String, Object> members = new LinkedHashMap<>();

    static Json object() {
        return new Json();
    }

    /** Adds a member: a text, a number, a truth value, a time, a length of time in milliseconds, an object, or a list or map of those. */
    Json with(String name, Object value) {
        members.put(name, value);
        return this;
    }

    Json with(String name, Optional<?> value) {
        value.ifPresent(present -> members.put(name, present));
        return this;
    }

    /** Returns it in one line. */
    String line() {
        return text(false);
    }

    /** Returns it in many lines, for people to read. */
    String page() {
        return text(true);
    }

    private String text(boolean pretty) {
        var text = new StringWriter();
        try (var generator = FACTORY.createGenerator(text)) {
            generator.setHighestNonEscapedChar(LAST_PLAIN);
            if (pretty) {
                var indenter = new DefaultIndenter("  ", "\n");
                generator.setPrettyPrinter(new DefaultPrettyPrinter(Separators.createDefaultInstance()
                                .withObjectFieldValueSpacing(Separators.Spacing.AFTER))
                        .withObjectIndenter(indenter)
                        .withArrayIndenter(indenter));
            }
            write(this, generator);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // memory does not fail
        }
        return text.toString();
    }

    private static void write(Object value, JsonGenerator generator) throws IOException {
        if (value instanceof Json json) {
            write(json.members, generator);
        } else if (value instanceof Map<?, ?> map) {
            generator.writeStartObject();
            for (var member : map.entrySet()) {
                generator.writeFieldName(member.getKey().toString());
                write(member.getValue(), generator);
            }
            generator.writeEndObject();
        } else if (value instanceof Iterable<?> list) {
            generator.writeStartArray();
            for (var element : list) {
                write(element, generator);
            }
            generator.writeEndArray();
        } else {
            writePlain(value, generator);
        }
    }

    private static void writePlain(Object value, JsonGenerator generator) throws IOException {
        if (value instanceof Boolean truth) {
            generator.writeBoolean(truth);
        } else if (value instanceof Number number) {
            generator.writeNumber(number.longValue());
        } else if (value instanceof Duration length) {
            generator.writeNumber(length.toMillis());
        } else if (value instanceof String || value instanceof Instant || value instanceof Enum<?>) {
            generator.writeString(value.toString());
        } else {
            throw new IllegalArgumentException(value.getClass() + " has no form in JSON");
        }
    }

    /** Returns the JSON of each. */
    static <T> List<Json> all(Iterable<T> values, Function<T, Json> shape) {
        var list = new ArrayList<Json>();
        values.forEach(value -> list.add(shape.apply(value)));
        return list;
    }
}
