package io.lodestar.registry;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The broker groups by name, and the drains. {@link #all} and {@link #drains} may be called by any thread and are whole pictures of one
 * moment; everything else is guarded by the registry's lock.
 */
final class GroupTable {
    private volatile SortedMap<String, BrokerGroup> groups = Collections.emptySortedMap();
    private volatile SortedSet<Drain> drains = Collections.emptySortedSet();
    private long changes;

    /** Returns the names of the groups of a cluster. */
    Set<String> namesIn(String cluster) {
        var names = new HashSet<String>();
        all().values().stream()
                .filter(group -> group.cluster().equals(cluster))
                .forEach(group -> names.add(group.name()));
        return names;
    }

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
        return find(brokerName).orElseGet(() -> BrokerGroup.empty(brokerName, cluster));
    }

    /** Publishes groups as they are now; one without members is gone, and who is drained follows from the drains. */
    void publish(Collection<BrokerGroup> changed) {
        var next = new TreeMap<>(groups);
        for (var group : changed) {
            next.put(group.name(), group.withDrained(drains.contains(new Drain(group.cluster(), group.name()))));
        }
        next.values().removeIf(group -> group.members().isEmpty());
        groups = Collections.unmodifiableSortedMap(next);
        changes++;
    }

    /** Returns a number that grows with each change. */
    long changes() {
        return changes;
    }

    SortedSet<Drain> drains() {
        return drains;
    }

    /** Sets the drains to those that were known at another time. */
    void restoreDrains(Collection<Drain> known) {
        drains = Collections.unmodifiableSortedSet(new TreeSet<>(known));
        publish(groups.values());
    }

    /** Withholds the write permission of a known name, so that strangers' names cost nothing, or gives any name its own back. */
    void drain(String brokerName, boolean withheld) {
        var group = find(brokerName);
        var next = new TreeSet<>(drains);
        if (withheld) {
            group.ifPresent(known -> next.add(new Drain(known.cluster(), brokerName)));
        } else {
            next.removeIf(drain -> drain.brokerName().equals(brokerName));
        }
        drains = Collections.unmodifiableSortedSet(next);
        group.ifPresent(known -> publish(Map.of(brokerName, known).values()));
    }
}
