package io.lodestar.protocol.body;

import io.lodestar.protocol.LimitExceededException;
import io.netty.buffer.ByteBuf;

/**
 * Where in a JSON text its reader stands, for messages, and how deep. What members are called is looked up when a message needs it.
 * Confined to one thread.
 */
final class JsonPath {
    private static final long ARRAY = -1;
    /** More of a name than a message shows. */
    private static final int MAX_NAME_BYTES = 1024;

    private final ByteBuf text;
    private final int maxDepth;
    /** Where the current member's name begins, or -1 minus the number of elements before. */
    private final long[] places;

    private int depth;

    JsonPath(ByteBuf text, int maxDepth) {
        this.text = text;
        this.maxDepth = maxDepth;
        this.places = new long[maxDepth + 1];
    }

    void enter(boolean array) {
        if (depth == maxDepth) {
            throw new LimitExceededException("nesting of a body", "jsonMaxDepth", maxDepth);
        }
        places[++depth] = array ? ARRAY : 0;
    }

    void leave() {
        depth--;
    }

    void member(long offset) {
        places[depth] = offset;
    }

    void element() {
        places[depth]--;
    }

    /** Returns how many objects and arrays are entered. */
    int depth() {
        return depth;
    }

    boolean inArray() {
        return places[depth] < 0;
    }

    /** Returns where the name begins of the innermost object's member. */
    long memberOffset() {
        return places[depth];
    }

    /** Returns a part of the text. */
    byte[] bytes(int from, int length) {
        byte[] bytes = new byte[length];
        text.getBytes(text.readerIndex() + from, bytes);
        return bytes;
    }

    /** Returns it as a JSON pointer. */
    @Override
    public String toString() {
        var path = new StringBuilder();
        for (int i = 1; i <= depth; i++) {
            if (places[i] != ARRAY && places[i] != 0) {
                path.append('/').append(places[i] < 0 ? Long.toString(-places[i] - 2) : name((int) places[i]));
            }
        }
        return path.toString();
    }

    private String name(int offset) {
        var window =
                new ByteWindow(JsonSource.bytesOf(text.slice(offset, text.readableBytes() - offset)), MAX_NAME_BYTES);
        var scanner = new JsonScanner(window, Integer.MAX_VALUE);
        window.has(1);
        scanner.scanName();
        return scanner.content().replace("~", "~0").replace("/", "~1");
    }
}
