package io.lodestar.protocol.body;

import java.util.Map;
import java.util.SortedMap;

/**
 * Which logical queues of a static topic one broker holds (protocol 3.4, 3.6).
 *
 * @param topic empty when the wire names none
 * @param brokerName the broker that holds the queues; empty when the wire names none
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
}
