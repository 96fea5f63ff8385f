package io.lodestar.protocol.body;

import io.lodestar.protocol.json.JsonWriter;
import java.util.List;
import java.util.Optional;

/** Members of JSON objects that several bodies write alike. */
final class Members {
    private Members() {}

    /** Writes a text that may be left out. */
    static void text(JsonWriter json, String name, Optional<String> text) {
        text.ifPresent(present -> json.name(name).value(present));
    }

    /** Writes a list of texts. */
    static void texts(JsonWriter json, String name, List<String> texts) {
        json.name(name).startArray();
        texts.forEach(json::value);
        json.endArray();
    }

    /** Reads each element of an array; {@code null} has none. */
    static void each(JsonCursor cursor, Runnable element) {
        if (cursor.arrayUnlessNull()) {
            while (cursor.nextElement()) {
                element.run();
            }
        }
    }
}
