package io.lodestar.server.web;

import com.fasterxml.jackson.core.JsonGenerator;
import io.lodestar.server.http.Json;
import java.io.IOException;
import java.util.Collection;
import java.util.Optional;

/** Writes members of JSON objects that the generator has no single call for. */
final class Fields {
    private Fields() {}

    /** Writes a text, or leaves the member out. */
    static void text(JsonGenerator json, String name, Optional<String> value) throws IOException {
        if (value.isPresent()) {
            json.writeStringField(name, value.get());
        }
    }

    /** Writes a number, or leaves the member out. */
    static void number(JsonGenerator json, String name, Optional<Long> value) throws IOException {
        if (value.isPresent()) {
            json.writeNumberField(name, value.get());
        }
    }

    /** Writes a list of texts. */
    static void texts(JsonGenerator json, String name, Collection<String> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (var value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    /** Writes an object. */
    static void object(JsonGenerator json, String name, Json.Value members) throws IOException {
        json.writeObjectFieldStart(name);
        members.writeTo(json);
        json.writeEndObject();
    }

    /** Writes a list. */
    static <T> void list(JsonGenerator json, String name, Collection<T> items, Item<T> item) throws IOException {
        json.writeArrayFieldStart(name);
        for (var each : items) {
            item.write(json, each);
        }
        json.writeEndArray();
    }

    /** Writes one item of a list. */
    interface Item<T> {
        void write(JsonGenerator json, T item) throws IOException;
    }
}
