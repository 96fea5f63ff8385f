package io.lodestar.server.access;

import java.util.List;

/**
 * Which brokers an account may speak for, and change.
 *
 * @param clusters the clusters; none stands for all
 * @param brokers the broker names; none stands for all
 */
record Scope(List<Glob> clusters, List<Glob> brokers) {
    static final Scope ALL = new Scope(List.of(), List.of());

    Scope {
        clusters = List.copyOf(clusters);
        brokers = List.copyOf(brokers);
    }

    boolean isAll() {
        return clusters.isEmpty() && brokers.isEmpty();
    }

    boolean hasAllBrokersOf(String cluster) {
        return brokers.isEmpty() && hasCluster(cluster);
    }

    boolean hasCluster(String cluster) {
        return has(clusters, cluster);
    }

    boolean hasBroker(String brokerName) {
        return has(brokers, brokerName);
    }

    private static boolean has(List<Glob> patterns, String name) {
        return patterns.isEmpty() || patterns.stream().anyMatch(pattern -> pattern.matches(name));
    }
}
