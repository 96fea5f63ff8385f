package io.lodestar.protocol.body;

import io.lodestar.protocol.MalformedBodyException;
import io.lodestar.protocol.json.JsonDialect;
import io.netty.buffer.ByteBuf;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Where a topic lives (protocol 3.6); also what announces a single topic, of which only the queues count (3.9).
 *
 * @param filterServers broker address to its filter servers
 * @param orderTopicConf {@code broker:queues;...} of an ordered topic
 * @param mappings broker name to the logical queues it holds; left out of the body when empty
 */
public record RouteBody(
        List<BrokerEntry> brokers,
        List<QueueEntry> queues,
        SortedMap<String, List<String>> filterServers,
        Optional<String> orderTopicConf,
        SortedMap<String, TopicQueueMapping> mappings) {
    /** Copies what it is given, keeping the order of brokers and queues. */
    public RouteBody {
        brokers = List.copyOf(brokers);
        queues = List.copyOf(queues);
        filterServers = Copies.sortedLists(filterServers);
        mappings = Copies.sorted(mappings);
    }

    /** Returns a route without filter servers, order or mappings, as nearly all are. */
    public static RouteBody of(List<BrokerEntry> brokers, List<QueueEntry> queues) {
        return new RouteBody(
                brokers, queues, Collections.emptySortedMap(), Optional.empty(), Collections.emptySortedMap());
    }

    /**
     * Reads a route in either dialect; no body counts as an empty route.
     *
     * @throws MalformedBodyException when the bytes are no such body
     */
    public static RouteBody read(ByteBuf body) {
        throw new UnsupportedOperationException("being written");
    }

    /** Appends the body in a dialect. */
    public void writeTo(ByteBuf out, JsonDialect dialect) {
        throw new UnsupportedOperationException("being written");
    }
}
