package io.lodestar.registry;

import java.util.List;
import java.util.SortedMap;

/**
 * All that can be read from a registry at one moment.
 *
 * @param routes the lines of each topic's route
 * @param renderings each topic's lines as text, as its route kept them
 * @param topicsOf the topics by cluster
 */
record Picture(
        SortedMap<String, BrokerGroup> groups,
        List<String> topics,
        SortedMap<String, List<Line>> routes,
        SortedMap<String, String> renderings,
        SortedMap<String, SortedMap<String, StaticMapping>> mappings,
        SortedMap<String, List<String>> topicsOf,
        List<String> unitTopics,
        List<String> subscribedTopics) {

    /** One broker group of a route. */
    record Line(BrokerGroup group, Queues registered, Queues answered) {}

    /** What an end of sessions says, in an order that does not matter. */
    record Leaving(List<String> sessions, List<MinBrokerIdChange> changes) {
        Leaving {
            sessions = sessions.stream().sorted().toList();
        }
    }

    /** Returns what is known of a session as text. */
    static String session(Registration registration) {
        return session(
                registration.broker(),
                registration.address(),
                registration.connection() + " " + registration.content().version());
    }

    static String session(BrokerIdentity broker, String address, String rest) {
        return broker + " at " + address + " on " + rest;
    }
}
