package io.lodestar.server.watch;

import io.lodestar.protocol.body.ChangedRoutesBody;
import io.lodestar.protocol.header.RouteVersion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Optional;

/**
 * What an answer is about.
 *
 * @param first from which version on it has been looked at
 * @param isWhole whether it is all that the connection watches
 */
record Subject(Collection<Watched> topics, long first, boolean isWhole) {
    /** Returns all that a connection watches. */
    static Subject whole(Collection<Watched> topics, long first) {
        return new Subject(topics, first, true);
    }

    /** Returns what changed since a version, if that can be told: it must be of the present one's epoch, and not before the first. */
    ChangedRoutesBody changed(Optional<RouteVersion> since, RouteVersion present) {
        return since.filter(version -> version.isCoveredBy(present) && version.number() >= first)
                .map(version -> changedSince(version.number()))
                .orElse(topics.isEmpty() && first == 0 ? ChangedRoutesBody.NONE : ChangedRoutesBody.ALL);
    }

    private ChangedRoutesBody changedSince(long since) {
        var changed = new ArrayList<String>();
        for (var watched : topics) {
            if (watched.changedAt() > since) {
                if (changed.size() == Watcher.MAX_NAMES) {
                    return ChangedRoutesBody.ALL;
                }
                changed.add(watched.topic());
            }
        }
        return new ChangedRoutesBody(false, changed);
    }
}
