package io.lodestar.protocol.body;

import io.lodestar.protocol.MalformedBodyException;
import io.lodestar.protocol.json.JsonWriter;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which logical queues of a static topic one broker holds (protocol 3.4, 3.6).
 *
 * @param brokerName the broker that holds the queues
 * @param scope the name space of the logical queues
 * @param totalQueues how many logical queues the topic has on all brokers
 * @param epoch grows with each remapping
 * @param dirty as sent; no peer acts on it
 * @param currentIds logical queue to the broker's own queue
 */
public record TopicQueueMapping(
        String topic,
        String brokerName,
        String scope,
        int totalQueues,
        long epoch,
        boolean dirty,
        SortedMap<Integer, Integer> currentIds) {
    /** The scope of a mapping that names none. */
    public static final String GLOBAL_SCOPE = "__global__";

    /** Copies the queue numbers. */
    public TopicQueueMapping {
        currentIds = Copies.sorted(currentIds);
    }

    /** Returns a mapping in the global scope, as its owner would send it after the first mapping. */
    public static TopicQueueMapping global(
            String topic, String brokerName, int totalQueues, long epoch, Map<Integer, Integer> currentIds) {
        return new TopicQueueMapping(
                topic, brokerName, GLOBAL_SCOPE, totalQueues, epoch, false, Copies.sorted(currentIds));
    }

    /** Reads a mapping whose topic and broker are those given where the wire names none. */
    static TopicQueueMapping read(JsonCursor cursor, Optional<String> knownTopic, Optional<String> knownBroker) {
        Optional<String> topic = Optional.empty();
        Optional<String> brokerName = Optional.empty();
        Optional<String> scope = Optional.empty();
        int totalQueues = 0;
        long epoch = 0;
        boolean dirty = false;
        SortedMap<Integer, Integer> currentIds = Collections.emptySortedMap();
        cursor.object();
        while (cursor.nextMember()) {
            switch (cursor.name()) {
                case "topic" -> topic = cursor.text();
                case "bname" -> brokerName = cursor.text();
                case "scope" -> scope = cursor.text();
                case "totalQueues" -> totalQueues = cursor.int32();
                case "epoch" -> epoch = cursor.int64();
                case "dirty" -> dirty = cursor.truth();
                case "currIdMap" -> currentIds = readCurrentIds(cursor);
                default -> cursor.skip();
            }
        }
        return new TopicQueueMapping(
                named(topic.or(() -> knownTopic), "topic"),
                named(brokerName.or(() -> knownBroker), "bname"),
                scope.orElse(GLOBAL_SCOPE),
                totalQueues,
                epoch,
                dirty,
                currentIds);
    }

    private static SortedMap<Integer, Integer> readCurrentIds(JsonCursor cursor) {
        var currentIds = new TreeMap<Integer, Integer>();
        if (cursor.objectUnlessNull()) {
            while (cursor.nextEntry()) {
                currentIds.put(cursor.numericName32(), cursor.int32());
            }
        }
        return currentIds;
    }

    private static String named(Optional<String> name, String member) {
        return name.orElseThrow(() -> new MalformedBodyException("static-topic mapping has no " + member));
    }

    void writeTo(JsonWriter json) {
        json.startObject();
        json.name("bname").value(brokerName);
        json.name("currIdMap").startObject();
        currentIds.forEach((logical, own) -> json.name(logical).value(own));
        json.endObject();
        json.name("dirty").value(dirty);
        json.name("epoch").value(epoch);
        json.name("scope").value(scope);
        json.name("topic").value(topic);
        json.name("totalQueues").value(totalQueues);
        json.endObject();
    }
}
