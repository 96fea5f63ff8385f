package io.lodestar.registry;

import java.util.List;

/**
 * The brokers that one event removed.
 *
 * @param sessions who left
 * @param changes the news for the brokers that stay
 */
public record Departures(List<Session> sessions, List<MinBrokerIdChange> changes) {
    static final Departures NONE = new Departures(List.of(), List.of());

    public Departures {
        sessions = List.copyOf(sessions);
        changes = List.copyOf(changes);
    }
}
