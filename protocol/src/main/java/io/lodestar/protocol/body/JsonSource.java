package io.lodestar.protocol.body;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** Opens JSON as leniently as RocketMQ's peers need it (protocol 1.9), within limits. Immutable. */
final class JsonSource {
    /** For bodies whose reader has no limits of its own. */
    static final JsonSource DEFAULT = new JsonSource(BodyLimits.DEFAULT);

    /** Fits a processor's nearest memory together with what is made of it. */
    private static final int WINDOW_BYTES = 16 * 1024;

    private final BodyLimits limits;

    JsonSource(BodyLimits limits) {
        this.limits = limits;
    }

    /** Makes a value from a cursor that stands on the first byte of the text. */
    interface Shape<T> {
        T read(JsonCursor cursor);
    }

    /** Reads all readable bytes as one value, without moving the reader index. */
    <T> T read(ByteBuf body, Shape<T> shape) {
        JsonCursor cursor = open(body);
        cursor.start();
        T value = shape.read(cursor);
        cursor.finish();
        return value;
    }

    <T> T read(String text, Shape<T> shape) {
        return read(Unpooled.wrappedBuffer(text.getBytes(UTF_8)), shape);
    }

    /** Returns a cursor before the first byte. */
    JsonCursor open(ByteBuf body) {
        ByteBuf text = body.slice();
        var window = new ByteWindow(bytesOf(text), Math.min(text.readableBytes(), WINDOW_BYTES));
        return new JsonCursor(
                new JsonScanner(window, limits.maxTextLength()), new JsonPath(text, limits.maxDepth()), limits);
    }

    /** Returns the readable bytes of a buffer from its beginning, without moving its reader index. */
    static ByteWindow.Source bytesOf(ByteBuf text) {
        return new ByteWindow.Source() {
            private int fetched;

            @Override
            public int fetch(byte[] into, int from, int length) {
                int count = Math.min(length, text.readableBytes() - fetched);
                text.getBytes(text.readerIndex() + fetched, into, from, count);
                fetched += count;
                return count;
            }
        };
    }
}
