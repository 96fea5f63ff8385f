package io.lodestar.client.admin;

import java.util.List;

/**
 * Which routes are other ones now. Immutable.
 *
 * @param all whether anything that is watched may have changed
 * @param topics what changed, or came, or went; empty when all may have
 */
public record RouteChanges(boolean all, List<String> topics) {
    /** Copies the list. */
    public RouteChanges {
        topics = List.copyOf(topics);
    }
}
