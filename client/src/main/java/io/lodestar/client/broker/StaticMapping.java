package io.lodestar.client.broker;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The part of a static topic that one broker holds. A static topic has numbered queues whatever brokers there are; each broker says which of them
 * it has. Immutable.
 *
 * @param topic the topic, which the broker registers besides
 * @param totalQueues how many queues the topic has on all brokers
 * @param epoch grows with each change of the mapping
 * @param queues number of the topic's queue to number of the broker's own queue
 */
public record StaticMapping(String topic, int totalQueues, long epoch, SortedMap<Integer, Integer> queues) {
    /** Copies the queues. */
    public StaticMapping {
        queues = Collections.unmodifiableSortedMap(new TreeMap<>(queues));
    }

    /** Returns the first mapping of a topic. */
    public static StaticMapping of(String topic, int totalQueues, Map<Integer, Integer> queues) {
        return new StaticMapping(topic, totalQueues, 1, new TreeMap<>(queues));
    }
}
