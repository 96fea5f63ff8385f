package io.lodestar.client.admin;

import java.util.List;

/**
 * Some of the events that were asked for. Immutable.
 *
 * @param events in the order that was asked for
 * @param more whether there may be more in this order: {@link EventQuery#following} asks for them
 */
public record EventPage(List<Event> events, boolean more) {
    /** Copies the list. */
    public EventPage {
        events = List.copyOf(events);
    }
}
