package io.lodestar.registry;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * All that can be read from a registry at one moment.
 *
 * @param brokers what is known of each broker, sorted
 * @param routes the lines of each topic's route
 * @param topicsOf the topics by cluster
 */
record Picture(
        SortedMap<String, BrokerGroup> groups,
        List<Broker> brokers,
        SortedSet<Drain> drains,
        boolean warming,
        List<String> topics,
        SortedMap<String, List<Line>> routes,
        SortedMap<String, SortedMap<String, StaticMapping>> mappings,
        SortedMap<String, List<String>> topicsOf,
        List<String> unitTopics,
        List<String> subscribedTopics) {

    /** One broker group of a route. */
    record Line(BrokerGroup group, Queues registered, Queues answered) {}

    /**
     * One broker and its session.
     *
     * @param connection by which the session is held
     * @param verified whether it reported to this process
     * @param anchored whether this process got an anchor of its table
     */
    record Broker(
            BrokerIdentity identity,
            String address,
            Optional<DataVersion> version,
            Optional<Long> connection,
            boolean verified,
            boolean anchored) {
        static final Comparator<Broker> ORDER = Comparator.<Broker, String>comparing(
                        broker -> broker.identity().brokerName())
                .thenComparing(broker -> broker.identity().brokerId());
    }

    /**
     * What an end of sessions says.
     *
     * @param overtaken whether nobody left because a newer session was met
     */
    record Leaving(List<Broker> brokers, List<MinBrokerIdChange> news, boolean overtaken) {
        static final Leaving NOBODY = new Leaving(List.of(), List.of(), false);

        Leaving {
            brokers = brokers.stream().sorted(Broker.ORDER).toList();
        }
    }

    /**
     * What was answered, and what was told meanwhile.
     *
     * @param changes in an order that does not matter
     */
    record Answer(Object said, List<Change> changes) {
        Answer {
            changes = changes.size() < 2
                    ? List.copyOf(changes)
                    : changes.stream()
                            .sorted(Comparator.comparing(Change::toString))
                            .toList();
        }

        /** Returns whether nothing at all came of it. */
        boolean isSilent() {
            return said.equals(Leaving.NOBODY) && changes.isEmpty();
        }
    }
}
