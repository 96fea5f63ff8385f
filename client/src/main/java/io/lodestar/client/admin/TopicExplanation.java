package io.lodestar.client.admin;

import java.util.List;
import java.util.Optional;

/**
 * Why a topic has no route, or why its route looks as it does. Immutable.
 *
 * @param routed whether a route is answered
 * @param reasons what holds for the topic as a whole, each a clause without a full stop
 * @param groups the broker groups that have the topic, by name
 * @param orderConfig which of its queues are ordered, as routes show it; empty when nothing is configured
 * @param events what happened to the topic lately, newest first
 */
public record TopicExplanation(
        String topic,
        boolean routed,
        List<String> reasons,
        List<Group> groups,
        Optional<String> orderConfig,
        List<Event> events) {
    /** Copies the lists. */
    public TopicExplanation {
        reasons = List.copyOf(reasons);
        groups = List.copyOf(groups);
        events = List.copyOf(events);
    }

    /**
     * What one broker group adds to the route, and why.
     *
     * @param registeredPermission as its brokers registered it; bits 4 readable, 2 writable, 1 inherited
     * @param answeredPermission as routes show it
     * @param master the address of its master; empty when it has none now
     * @param actingMaster the address of the slave that is shown as its master; empty when none is
     * @param zone where the group stands; empty when it does not say
     * @param reasons why the group is shown as it is, each a clause without a full stop
     */
    public record Group(
            String cluster,
            String brokerName,
            int readQueues,
            int writeQueues,
            int registeredPermission,
            int answeredPermission,
            Optional<String> master,
            Optional<String> actingMaster,
            Optional<String> zone,
            List<String> reasons) {
        /** Copies the list. */
        public Group {
            reasons = List.copyOf(reasons);
        }
    }
}
