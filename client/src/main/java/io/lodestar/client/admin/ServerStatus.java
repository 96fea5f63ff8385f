package io.lodestar.client.admin;

import java.time.Instant;
import java.util.List;

/**
 * How a Lodestar name server is. Immutable.
 *
 * @param version its release, for people to read
 * @param epoch the life of its process, in hexadecimal digits: another after each restart
 * @param started when it did, in milliseconds by its clock
 * @param ready whether it answers for all brokers that it should know
 * @param reasons why it is not ready, or is still warming up, each a clause without a full stop
 * @param kvNamespaces the namespaces of its KV configuration, by name
 */
public record ServerStatus(
        String version,
        String epoch,
        Instant started,
        boolean ready,
        List<String> reasons,
        Counts counts,
        List<String> kvNamespaces) {
    /** Copies the lists. */
    public ServerStatus {
        reasons = List.copyOf(reasons);
        kvNamespaces = List.copyOf(kvNamespaces);
    }

    /**
     * How much there is of everything.
     *
     * @param brokerGroups broker names
     * @param brokers masters and slaves
     * @param watchers connections that watch routes
     * @param watchedTopics topics that are watched, or were until lately
     */
    public record Counts(int topics, int brokerGroups, int brokers, int connections, int watchers, int watchedTopics) {}
}
