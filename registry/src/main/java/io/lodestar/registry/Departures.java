package io.lodestar.registry;

import java.util.List;

/**
 * The brokers that one event removed.
 *
 * @param sessions who left
 * @param changes the news for the brokers that stay
 * @param overtaken whether the event came too late, as the broker that it was about has a newer session
 */
public record Departures(List<Session> sessions, List<MinBrokerIdChange> changes, boolean overtaken) {
    static final Departures NONE = new Departures(List.of(), List.of(), false);
    static final Departures OVERTAKEN = new Departures(List.of(), List.of(), true);

    public Departures {
        sessions = List.copyOf(sessions);
        changes = List.copyOf(changes);
    }
}
