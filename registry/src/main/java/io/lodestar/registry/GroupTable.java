package io.lodestar.registry;

import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The broker groups by name, and the names whose write permission is withheld. {@link #all} may be called by any thread and is a whole
 * picture of one moment; everything else is guarded by the registry's lock.
 */
final class GroupTable {
    private volatile SortedMap<String, BrokerGroup> groups = Collections.emptySortedMap();
    private final Set<String> drains = new HashSet<>();

    SortedMap<String, BrokerGroup> all() {
        return groups;
    }

    /** Returns a group that must exist. */
    BrokerGroup get(String brokerName) {
        return find(brokerName).orElseThrow(() -> new IllegalStateException("no broker group " + brokerName));
    }

    Optional<BrokerGroup> find(String brokerName) {
        return Optional.ofNullable(groups.get(brokerName));
    }

    /** Returns the group, or an empty one to be filled. */
    BrokerGroup findOrEmpty(String brokerName, String cluster) {
        return find(brokerName).orElseGet(() -> BrokerGroup.empty(brokerName, cluster, drains.contains(brokerName)));
    }

    /** Publishes groups as they are now; one without members is gone. */
    void publish(Map<String, BrokerGroup> changed) {
        var next = new TreeMap<>(groups);
        next.putAll(changed);
        next.values().removeIf(group -> group.members().isEmpty());
        groups = Collections.unmodifiableSortedMap(next);
    }

    /** Withholds the write permission of a known name, so that strangers' names cost nothing, or gives any name its own back. */
    void drain(String brokerName, boolean withheld) {
        var group = find(brokerName);
        if (!withheld) {
            drains.remove(brokerName);
        } else if (group.isPresent()) {
            drains.add(brokerName);
        }
        group.ifPresent(known -> publish(Map.of(brokerName, known.withDrained(withheld))));
    }
}
