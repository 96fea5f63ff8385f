package io.lodestar.protocol.body;

import io.lodestar.protocol.MalformedBodyException;
import io.lodestar.protocol.json.JsonDialect;
import io.netty.buffer.ByteBuf;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * All broker groups and clusters (protocol 3.3).
 *
 * @param brokers by broker name
 * @param clusters broker names by cluster
 */
public record ClusterInfoBody(SortedMap<String, BrokerEntry> brokers, SortedMap<String, SortedSet<String>> clusters) {
    /** Copies what it is given. */
    public ClusterInfoBody {
        brokers = Copies.sorted(brokers);
        clusters = Copies.sortedSets(clusters);
    }

    /**
     * Reads cluster information in either dialect.
     *
     * @throws MalformedBodyException when the bytes are no such body
     */
    public static ClusterInfoBody read(ByteBuf body) {
        throw new UnsupportedOperationException("being written");
    }

    /** Appends the body in a dialect. */
    public void writeTo(ByteBuf out, JsonDialect dialect) {
        throw new UnsupportedOperationException("being written");
    }
}
