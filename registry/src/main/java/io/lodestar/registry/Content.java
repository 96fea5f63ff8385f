package io.lodestar.registry;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The topics of a registration.
 *
 * @param version what the broker calls their version; empty when it explicitly has none
 * @param mappings static-topic mappings, mostly none
 * @param filterServers the broker's filter servers; empty leaves those known before
 * @param presumedFull whether the report that it belongs to counts as full also without the broker's own topics (decision 8)
 */
public record Content(
        Optional<DataVersion> version,
        List<TopicQueues> topics,
        List<StaticMapping> mappings,
        Optional<List<String>> filterServers,
        boolean presumedFull) {
    public Content {
        topics = List.copyOf(topics);
        mappings = List.copyOf(mappings);
        filterServers = filterServers.map(List::copyOf);
    }

    long stateVersion() {
        return version.map(DataVersion::stateVersion).orElse(0L);
    }

    /** Returns whether it brings one topic alone, as brokers do when one was created or changed. */
    boolean isSingle() {
        return topics.size() == 1;
    }

    /** Returns whether it counts as all topics that this broker has, or as the beginning of them (decision 8). */
    public boolean isFull(BrokerIdentity broker) {
        return !isSingle() && (presumedFull || topics.stream().anyMatch(topic -> isAnchor(topic.topic(), broker)));
    }

    private static boolean isAnchor(String topic, BrokerIdentity broker) {
        return topic.equals(broker.brokerName()) || topic.equals(broker.cluster());
    }

    /** Returns which of the topics that every broker has are among these: the ones named like itself and like its cluster. */
    Set<String> anchors(BrokerIdentity broker) {
        var anchors = new HashSet<String>();
        for (var topic : topics) {
            if (isAnchor(topic.topic(), broker)) {
                anchors.add(topic.topic());
            }
        }
        return anchors;
    }
}
