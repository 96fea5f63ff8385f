package io.lodestar.server.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** JSON as bytes. */
public final class Json {
    private static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    /** Writes one value. */
    @FunctionalInterface
    public interface Value {
        /** Writes the value. */
        void writeTo(JsonGenerator json) throws IOException;
    }

    /** Returns what one value is in bytes. */
    public static byte[] bytes(Value value) {
        var out = new ByteArrayOutputStream(512);
        try (var json = generator(out)) {
            value.writeTo(json);
        } catch (IOException never) {
            throw new UncheckedIOException(never);
        }
        return out.toByteArray();
    }

    /** Returns what writes JSON to a stream; closing it does not close the stream. */
    public static JsonGenerator generator(OutputStream out) throws IOException {
        // a writer has '?' for half a surrogate pair, where the generator's own encoder would give up
        return FACTORY.createGenerator(new OutputStreamWriter(out, StandardCharsets.UTF_8))
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    }
}
