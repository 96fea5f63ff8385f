package io.lodestar.protocol.body;

import io.lodestar.protocol.MalformedBodyException;
import io.lodestar.protocol.json.JsonDialect;
import io.lodestar.protocol.json.JsonWriter;
import io.netty.buffer.ByteBuf;
import java.util.Optional;

/**
 * Which edition of its topics a broker talks about (protocol 2); equal when all three numbers are.
 *
 * @param stateVersion the epoch of the broker's replication group; 0 from brokers before 5.0
 * @param timestamp milliseconds since 1970 on the broker's clock
 * @param counter how often the broker's topics have changed
 */
public record DataVersion(long stateVersion, long timestamp, long counter) {
    /** What a registration without a body counts as. */
    public static final DataVersion ZERO = new DataVersion(0, 0, 0);

    /** Far above what brokers send: queries are read on event loops, where a long body would keep others waiting. */
    private static final int MAX_QUERY_BYTES = 4096;

    /**
     * Reads the body of a data-version query or of its answer; empty when there is no body or it is {@code null}.
     *
     * @param nowMillis what a missing time counts as: brokers before 4.3 misspell the member's name
     * @throws MalformedBodyException when the bytes are no such body
     */
    public static Optional<DataVersion> read(ByteBuf body, long nowMillis) {
        if (body.readableBytes() > MAX_QUERY_BYTES) {
            throw new MalformedBodyException(
                    "data version of " + body.readableBytes() + " bytes exceeds " + MAX_QUERY_BYTES);
        }
        return body.isReadable()
                ? JsonSource.DEFAULT.read(body, cursor -> readNullable(cursor, nowMillis))
                : Optional.empty();
    }

    static Optional<DataVersion> readNullable(JsonCursor cursor, long nowMillis) {
        if (!cursor.objectUnlessNull()) {
            return Optional.empty();
        }
        long stateVersion = 0;
        long timestamp = nowMillis;
        long counter = 0;
        while (cursor.nextMember()) {
            switch (cursor.name()) {
                case "stateVersion" -> stateVersion = cursor.int64();
                case "timestamp" -> timestamp = cursor.int64();
                case "counter" -> counter = cursor.int64();
                default -> cursor.skip();
            }
        }
        return Optional.of(new DataVersion(stateVersion, timestamp, counter));
    }

    /** Appends this version as JSON, which is the same in both dialects. */
    public void writeTo(ByteBuf out) {
        writeTo(new JsonWriter(out, JsonDialect.STANDARD));
    }

    void writeTo(JsonWriter json) {
        json.startObject();
        json.name("counter").value(counter);
        json.name("stateVersion").value(stateVersion);
        json.name("timestamp").value(timestamp);
        json.endObject();
    }

    /** Writes what brokers before 5.0 send, who know no state version. */
    void writeWithoutStateTo(JsonWriter json) {
        json.startObject();
        json.name("counter").value(counter);
        json.name("timestamp").value(timestamp);
        json.endObject();
    }
}
