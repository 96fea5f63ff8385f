package io.lodestar.registry;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What a registry knows, as values: all that a restart needs (decision 10). Immutable.
 *
 * @param groups the broker groups with their members; whether they are drained does not count
 * @param seats what is known of each member beside its place in the group, in the order in which they were taken
 * @param topics the topics by the placements that they share
 * @param mappings static-topic mappings, mostly none
 */
public record RegistrySnapshot(
        List<BrokerGroup> groups, List<Seat> seats, List<SharedTopics> topics, List<StaticMapping> mappings) {
    /** Copies the lists. */
    public RegistrySnapshot {
        groups = List.copyOf(groups);
        seats = List.copyOf(seats);
        topics = List.copyOf(topics);
        mappings = List.copyOf(mappings);
    }

    /** What of a snapshot is of one moment. */
    record Frame(SortedMap<String, BrokerGroup> groups, List<Seat> seats) {
        RegistrySnapshot with(TopicTable topics) {
            return new RegistrySnapshot(List.copyOf(groups.values()), seats, topics.shared(), topics.mappings());
        }
    }

    /**
     * The session of one member.
     *
     * @param lease how long it may be silent
     * @param version what it called the version of its topics; empty when it had none
     */
    public record Seat(String brokerName, long brokerId, Duration lease, Optional<DataVersion> version) {}

    /** The topics that live on the same placements. */
    public record SharedTopics(List<Placement> placements, List<String> topics) {
        /** Copies the lists. */
        public SharedTopics {
            placements = List.copyOf(placements);
            topics = List.copyOf(topics);
        }
    }
}
