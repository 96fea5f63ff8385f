package io.lodestar.protocol.body;

import io.lodestar.protocol.LimitExceededException;
import io.lodestar.protocol.MalformedBodyException;
import io.lodestar.protocol.json.JsonDialect;
import io.lodestar.protocol.json.JsonWriter;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

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
        return read(body, BodyLimits.DEFAULT);
    }

    /**
     * As {@link #read(ByteBuf)}, within these limits.
     *
     * @throws LimitExceededException when the body exceeds one of them
     */
    public static RouteBody read(ByteBuf body, BodyLimits limits) {
        return body.isReadable() ? new JsonSource(limits).read(body, RouteBody::read) : of(List.of(), List.of());
    }

    private static RouteBody read(JsonCursor cursor) {
        var brokers = new ArrayList<BrokerEntry>();
        var queues = new ArrayList<QueueEntry>();
        var filterServers = new TreeMap<String, List<String>>();
        Optional<String> orderTopicConf = Optional.empty();
        var mappings = new TreeMap<String, TopicQueueMapping>();
        if (cursor.objectUnlessNull()) {
            while (cursor.nextMember()) {
                switch (cursor.name()) {
                    case "brokerDatas" -> readElements(cursor, brokers, BrokerEntry::read);
                    case "queueDatas" -> readElements(cursor, queues, QueueEntry::read);
                    case "filterServerTable" -> readFilterServers(cursor, filterServers);
                    case "orderTopicConf" -> orderTopicConf = cursor.text();
                    case "topicQueueMappingByBroker" -> readMappings(cursor, mappings);
                    default -> cursor.skip();
                }
            }
        }
        return new RouteBody(brokers, queues, filterServers, orderTopicConf, mappings);
    }

    private static <T> void readElements(JsonCursor cursor, List<T> elements, JsonSource.Shape<T> shape) {
        if (cursor.arrayUnlessNull()) {
            while (cursor.nextElement()) {
                if (!cursor.isNull()) {
                    elements.add(shape.read(cursor));
                }
            }
        }
    }

    private static void readFilterServers(JsonCursor cursor, Map<String, List<String>> filterServers) {
        if (cursor.objectUnlessNull()) {
            while (cursor.nextEntry()) {
                filterServers.put(cursor.name(), cursor.texts());
            }
        }
    }

    private static void readMappings(JsonCursor cursor, Map<String, TopicQueueMapping> mappings) {
        if (cursor.objectUnlessNull()) {
            while (cursor.nextEntry()) {
                String brokerName = cursor.name();
                mappings.put(brokerName, TopicQueueMapping.read(cursor, Optional.of(""), Optional.of(brokerName)));
            }
        }
    }

    /** Appends the body in a dialect. */
    public void writeTo(ByteBuf out, JsonDialect dialect) {
        JsonWriter json = new JsonWriter(out, dialect);
        json.startObject();
        json.name("brokerDatas").startArray();
        brokers.forEach(broker -> broker.writeTo(json));
        json.endArray();
        writeFilterServers(json.name("filterServerTable"));
        orderTopicConf.ifPresent(order -> json.name("orderTopicConf").value(order));
        json.name("queueDatas").startArray();
        queues.forEach(queue -> queue.writeTo(json));
        json.endArray();
        if (!mappings.isEmpty()) {
            writeMappings(json.name("topicQueueMappingByBroker"));
        }
        json.endObject();
    }

    private void writeFilterServers(JsonWriter json) {
        json.startObject();
        filterServers.forEach((address, servers) -> {
            json.name(address).startArray();
            servers.forEach(json::value);
            json.endArray();
        });
        json.endObject();
    }

    private void writeMappings(JsonWriter json) {
        json.startObject();
        mappings.forEach((brokerName, mapping) -> {
            json.name(brokerName);
            mapping.writeTo(json);
        });
        json.endObject();
    }
}
