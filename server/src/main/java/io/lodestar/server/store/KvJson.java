package io.lodestar.server.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The original's format of the KV file: {@code {"configTable":{"namespace":{"key":"value"}}}}. */
final class KvJson implements Format<KvTable> {

    private static final String TABLE = "configTable";

    /** The file is our own, and what was accepted must load again however long it is. */
    private static final StreamReadConstraints ANY_LENGTH = StreamReadConstraints.builder()
            .maxNameLength(Integer.MAX_VALUE)
            .maxStringLength(Integer.MAX_VALUE)
            .build();

    private static final JsonFactory JSON =
            JsonFactory.builder().streamReadConstraints(ANY_LENGTH).build();

    @Override
    public String title() {
        return "KV file";
    }

    @Override
    public KvTable empty() {
        return KvTable.EMPTY;
    }

    @Override
    public byte[] write(KvTable table) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var generator = JSON.createGenerator(bytes)) {
            generator.writeStartObject();
            generator.writeObjectFieldStart(TABLE);
            for (var namespace : table.namespaces().entrySet()) {
                generator.writeObjectFieldStart(namespace.getKey());
                writeEntries(generator, namespace.getValue());
                generator.writeEndObject();
            }
            generator.writeEndObject();
            generator.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static void writeEntries(JsonGenerator generator, Map<String, String> entries) throws IOException {
        for (var entry : entries.entrySet()) {
            generator.writeStringField(entry.getKey(), entry.getValue());
        }
    }

    /** Reads a table. A text of blanks and the word {@code null} are empty tables, as they are to the original. */
    @Override
    public KvTable read(byte[] content) throws IOException {
        try (var parser = JSON.createParser(content)) {
            var table = readAll(parser);
            if (parser.nextToken() != null) {
                throw new DamagedException("something follows the table");
            }
            return table;
        } catch (JsonProcessingException damage) {
            var at = damage.getLocation().getByteOffset();
            throw new DamagedException("at byte " + at + ": " + damage.getOriginalMessage(), damage);
        }
    }

    private static KvTable readAll(JsonParser parser) throws IOException {
        var first = parser.nextToken();
        if (first == null || first == JsonToken.VALUE_NULL) {
            return KvTable.EMPTY;
        }
        expect(first, JsonToken.START_OBJECT, "the file");
        return readDocument(parser);
    }

    private static KvTable readDocument(JsonParser parser) throws IOException {
        var table = Optional.<KvTable>empty();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var ours = parser.currentName().equals(TABLE);
            var value = parser.nextToken();
            if (ours) {
                expect(value, JsonToken.START_OBJECT, TABLE);
                table = Optional.of(readTable(parser));
            } else {
                parser.skipChildren();
            }
        }
        return table.orElseThrow(() -> new DamagedException("there is no " + TABLE + " in it"));
    }

    private static KvTable readTable(JsonParser parser) throws IOException {
        var namespaces = new TreeMap<String, SortedMap<String, String>>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var namespace = parser.currentName();
            var value = parser.nextToken();
            if (value != JsonToken.VALUE_NULL) {
                expect(value, JsonToken.START_OBJECT, "namespace " + namespace);
                namespaces.put(namespace, readEntries(parser));
            }
        }
        return new KvTable(namespaces);
    }

    private static SortedMap<String, String> readEntries(JsonParser parser) throws IOException {
        var entries = new TreeMap<String, String>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var key = parser.currentName();
            var value = parser.nextToken();
            if (value.isStructStart()) {
                throw new DamagedException("the value of " + key + " is no text");
            }
            if (value != JsonToken.VALUE_NULL) {
                entries.put(key, parser.getText());
            }
        }
        return entries;
    }

    private static void expect(JsonToken token, JsonToken expected, String what) throws DamagedException {
        if (token != expected) {
            throw new DamagedException(what + " is no JSON object");
        }
    }
}
