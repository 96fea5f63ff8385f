package io.lodestar.registry;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which logical queues of a static topic one broker hosts (protocol 3.4). It lives and dies with the topic's queues on that broker.
 *
 * @param currentIds logical queue number to the broker's own queue number
 */
public record StaticMapping(
        String topic,
        String brokerName,
        String scope,
        int totalQueues,
        long epoch,
        boolean dirty,
        SortedMap<Integer, Integer> currentIds) {
    public StaticMapping {
        currentIds = Collections.unmodifiableSortedMap(new TreeMap<>(currentIds));
    }
}
