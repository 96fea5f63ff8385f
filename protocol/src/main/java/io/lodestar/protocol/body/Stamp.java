package io.lodestar.protocol.body;

import io.lodestar.protocol.LimitExceededException;
import io.lodestar.protocol.MalformedBodyException;
import io.netty.buffer.ByteBuf;

/**
 * Where in a registration the value of {@code mappingDataVersion} stands, counted from its first byte. Brokers stamp it anew each
 * time, and name servers pass over it.
 *
 * <p>It is looked for where brokers write it: in the wrapper, with nothing before it but small members. Anywhere else it
 * may be the name of a topic, or is not worth a search; then it is nowhere, which costs time and nothing else.
 */
record Stamp(int from, int to) {
    private static final Stamp NOWHERE = new Stamp(0, 0);
    /** More than stands before it in real registrations, where only the filter servers and the data version do. */
    private static final int MAX_BYTES = 16 * 1024;

    static Stamp find(ByteBuf body) {
        if (!body.isReadable() || body.getByte(body.readerIndex()) != '{') {
            return NOWHERE;
        }
        int length = Math.min(body.readableBytes(), MAX_BYTES);
        try {
            var found = find(JsonSource.DEFAULT.open(body.slice(body.readerIndex(), length)));
            return found.to < length ? found : NOWHERE; // a number may go on where the search ends
        } catch (MalformedBodyException | LimitExceededException unread) {
            return NOWHERE; // its reader will say why
        }
    }

    private static Stamp find(JsonCursor cursor) {
        cursor.start();
        cursor.object();
        while (cursor.nextMember()) {
            switch (cursor.name()) {
                case "filterServerList" -> cursor.skip();
                case "topicConfigSerializeWrapper" -> {
                    return findInWrapper(cursor);
                }
                default -> {
                    return NOWHERE;
                }
            }
        }
        return NOWHERE;
    }

    private static Stamp findInWrapper(JsonCursor cursor) {
        cursor.object();
        while (cursor.nextMember()) {
            switch (cursor.name()) {
                case "dataVersion" -> cursor.skip();
                case "mappingDataVersion" -> {
                    int from = (int) cursor.valueOffset();
                    cursor.skip();
                    return new Stamp(from, (int) cursor.offset());
                }
                default -> {
                    return NOWHERE;
                }
            }
        }
        return NOWHERE;
    }
}
