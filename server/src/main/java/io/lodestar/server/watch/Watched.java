package io.lodestar.server.watch;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** A topic that somebody watches, or did until lately. Guarded by the table's owner. */
final class Watched {
    private final String topic;
    private final Set<Watcher> watchers = Collections.newSetFromMap(new IdentityHashMap<>(1));
    private RouteStamp stamp;
    private long changedAt;
    private long idleSinceNanos;

    Watched(String topic, RouteStamp stamp, long changedAt, long nowNanos) {
        this.topic = topic;
        this.stamp = stamp;
        this.changedAt = changedAt;
        this.idleSinceNanos = nowNanos;
    }

    String topic() {
        return topic;
    }

    Set<Watcher> watchers() {
        return watchers;
    }

    /** Returns the version in which it changed last, or was looked at first. */
    long changedAt() {
        return changedAt;
    }

    /** Takes note of what its route is answered from now; returns whether that is another thing. */
    boolean look(RouteStamp now) {
        boolean changed = !now.isSame(stamp);
        stamp = now;
        return changed;
    }

    void changed(long version) {
        changedAt = version;
    }

    /** Nobody watches it from now on, unless somebody begins to. */
    void leave(long nowNanos) {
        idleSinceNanos = nowNanos;
    }

    boolean hasRoute() {
        return !stamp.isNone();
    }

    /** Returns whether nobody has watched it for so long. */
    boolean isForgettable(long nowNanos, long lingerNanos) {
        return watchers.isEmpty() && nowNanos - idleSinceNanos > lingerNanos;
    }
}
