package io.lodestar.protocol.body;

import io.lodestar.protocol.MalformedBodyException;
import io.lodestar.protocol.json.JsonDialect;
import io.lodestar.protocol.json.JsonWriter;
import io.netty.buffer.ByteBuf;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

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
        return JsonSource.DEFAULT.read(body, ClusterInfoBody::read);
    }

    private static ClusterInfoBody read(JsonCursor cursor) {
        var brokers = new TreeMap<String, BrokerEntry>();
        var clusters = new TreeMap<String, SortedSet<String>>();
        cursor.object();
        while (cursor.nextMember()) {
            switch (cursor.name()) {
                case "brokerAddrTable" -> readBrokers(cursor, brokers);
                case "clusterAddrTable" -> readClusters(cursor, clusters);
                default -> cursor.skip();
            }
        }
        return new ClusterInfoBody(brokers, clusters);
    }

    private static void readBrokers(JsonCursor cursor, Map<String, BrokerEntry> brokers) {
        if (cursor.objectUnlessNull()) {
            while (cursor.nextEntry()) {
                brokers.put(cursor.name(), BrokerEntry.read(cursor));
            }
        }
    }

    private static void readClusters(JsonCursor cursor, Map<String, SortedSet<String>> clusters) {
        if (cursor.objectUnlessNull()) {
            while (cursor.nextEntry()) {
                clusters.put(cursor.name(), new TreeSet<>(cursor.texts()));
            }
        }
    }

    /** Appends the body in a dialect. */
    public void writeTo(ByteBuf out, JsonDialect dialect) {
        JsonWriter json = new JsonWriter(out, dialect);
        json.startObject();
        json.name("brokerAddrTable").startObject();
        brokers.forEach((name, broker) -> {
            json.name(name);
            broker.writeTo(json);
        });
        json.endObject();
        json.name("clusterAddrTable").startObject();
        clusters.forEach((cluster, names) -> {
            json.name(cluster).startArray();
            names.forEach(json::value);
            json.endArray();
        });
        json.endObject();
        json.endObject();
    }
}
