package io.lodestar.client;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The logical queues of a static topic that one broker group holds. Immutable.
 *
 * @param scope the name space of the logical queues
 * @param totalQueues how many logical queues the topic has on all brokers
 * @param epoch grows with each remapping
 * @param queueIds logical queue to the broker's own queue
 */
public record QueueMapping(String scope, int totalQueues, long epoch, SortedMap<Integer, Integer> queueIds) {
    /** Copies the map. */
    public QueueMapping {
        queueIds = Collections.unmodifiableSortedMap(new TreeMap<>(queueIds));
    }
}
