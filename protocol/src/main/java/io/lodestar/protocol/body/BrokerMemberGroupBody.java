package io.lodestar.protocol.body;

import io.lodestar.protocol.MalformedBodyException;
import io.lodestar.protocol.json.JsonDialect;
import io.netty.buffer.ByteBuf;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The members of one broker group (protocol 3.3), under the names that the asker gave.
 *
 * @param addresses broker id to {@code host:port}; empty for an unknown group
 */
public record BrokerMemberGroupBody(
        Optional<String> cluster, Optional<String> brokerName, SortedMap<Long, String> addresses) {
    /** Copies the addresses. */
    public BrokerMemberGroupBody {
        addresses = Copies.sorted(addresses);
    }

    /**
     * Reads a group in either dialect.
     *
     * @throws MalformedBodyException when the bytes are no such body
     */
    public static BrokerMemberGroupBody read(ByteBuf body) {
        throw new UnsupportedOperationException("being written");
    }

    /** Appends the body in a dialect. */
    public void writeTo(ByteBuf out, JsonDialect dialect) {
        throw new UnsupportedOperationException("being written");
    }
}
