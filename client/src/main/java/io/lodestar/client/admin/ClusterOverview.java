package io.lodestar.client.admin;

import io.lodestar.client.BrokerGroup;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The clusters and broker groups that a name server knows. Immutable.
 *
 * @param clusters the names of the broker groups of each cluster, by the name of the cluster
 * @param groups the broker groups, by name
 */
public record ClusterOverview(SortedMap<String, SortedSet<String>> clusters, SortedMap<String, BrokerGroup> groups) {
    /** Copies the maps. */
    public ClusterOverview {
        var copy = new TreeMap<String, SortedSet<String>>();
        clusters.forEach((name, members) -> copy.put(name, Collections.unmodifiableSortedSet(new TreeSet<>(members))));
        clusters = Collections.unmodifiableSortedMap(copy);
        groups = Collections.unmodifiableSortedMap(new TreeMap<>(groups));
    }
}
