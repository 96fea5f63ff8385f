package io.lodestar.server.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.lodestar.registry.Drain;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/** The file of the drains: {@code {"drains":[["cluster","broker name"]]}}. */
final class DrainJson implements Format<SortedSet<Drain>> {
    private static final String TABLE = "drains";

    /** Escapes what is not ASCII: a name from the wire may hold half a character, which has no bytes of its own. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();

    @Override
    public String title() {
        return "Drain file";
    }

    @Override
    public SortedSet<Drain> empty() {
        return Collections.emptySortedSet();
    }

    @Override
    public byte[] write(SortedSet<Drain> drains) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var generator = JSON.createGenerator(bytes)) {
            generator.writeStartObject();
            generator.writeArrayFieldStart(TABLE);
            for (var drain : drains) {
                generator.writeStartArray();
                generator.writeString(drain.cluster());
                generator.writeString(drain.brokerName());
                generator.writeEndArray();
            }
            generator.writeEndArray();
            generator.writeEndObject();
        }
        return bytes.toByteArray();
    }

    @Override
    public SortedSet<Drain> read(byte[] content) throws IOException {
        try (var parser = JSON.createParser(content)) {
            expect(parser, JsonToken.START_OBJECT);
            expect(parser, JsonToken.FIELD_NAME);
            if (!parser.currentName().equals(TABLE)) {
                throw new DamagedException("there is " + parser.currentName() + " where " + TABLE + " should be");
            }
            expect(parser, JsonToken.START_ARRAY);
            var drains = new TreeSet<Drain>();
            while (parser.nextToken() == JsonToken.START_ARRAY) {
                drains.add(new Drain(text(parser), text(parser)));
                expect(parser, JsonToken.END_ARRAY);
            }
            expect(parser, JsonToken.END_OBJECT);
            if (parser.nextToken() != null) {
                throw new DamagedException("something follows the table");
            }
            return drains;
        } catch (JsonProcessingException damage) {
            var at = damage.getLocation().getByteOffset();
            throw new DamagedException("at byte " + at + ": " + damage.getOriginalMessage(), damage);
        }
    }

    private static String text(JsonParser parser) throws IOException {
        expect(parser, JsonToken.VALUE_STRING);
        return parser.getText();
    }

    private static void expect(JsonParser parser, JsonToken expected) throws IOException {
        var found = parser.nextToken();
        if (found != expected) {
            var at = parser.currentTokenLocation().getByteOffset();
            throw new DamagedException("at byte " + at + " is " + found + " where " + expected + " should be");
        }
    }
}
