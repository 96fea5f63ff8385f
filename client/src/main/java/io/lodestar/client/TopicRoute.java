package io.lodestar.client;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where a topic lives, as a name server answers. Immutable; what says the same is equal, in whatever order the name server put it.
 *
 * @param groups the brokers that have it, by name
 * @param queues its queues, by broker name; the two lists need not name the same brokers
 * @param orderConfig {@code broker:queues;…} of an ordered topic; empty for any other
 * @param mappings broker name to the logical queues that it holds; empty unless the topic is static
 * @param filterServers broker address to its filter servers; empty with brokers of today
 */
public record TopicRoute(
        String topic,
        List<BrokerGroup> groups,
        List<TopicQueues> queues,
        Optional<String> orderConfig,
        SortedMap<String, QueueMapping> mappings,
        SortedMap<String, List<String>> filterServers) {
    /** Copies and sorts what it is given. */
    public TopicRoute {
        groups = groups.stream()
                .sorted(Comparator.comparing(BrokerGroup::brokerName))
                .toList();
        queues = queues.stream()
                .sorted(Comparator.comparing(TopicQueues::brokerName))
                .toList();
        mappings = Collections.unmodifiableSortedMap(new TreeMap<>(mappings));
        var copy = new TreeMap<String, List<String>>();
        filterServers.forEach((address, servers) -> copy.put(address, List.copyOf(servers)));
        filterServers = Collections.unmodifiableSortedMap(copy);
    }

    /** Returns the broker group of this name. */
    public Optional<BrokerGroup> group(String brokerName) {
        return groups.stream()
                .filter(group -> group.brokerName().equals(brokerName))
                .findFirst();
    }
}
