package io.lodestar.registry;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Tells the listener what changed. Guarded by the registry's lock, but for {@link #returned}, which any thread may call. */
final class Announcer {
    /** Opponents that are remembered for one broker name; more of them are told again. */
    private static final int DISPUTES = 64;

    private final Consumer<Change> listener;
    private final Map<String, Set<Change.Conflict>> told = new HashMap<>();

    Announcer(Consumer<Change> listener) {
        this.listener = listener;
    }

    /** Tells that a broker took its seat. */
    void joined(Registration registration) {
        var topics = registration.content().topics().size();
        listener.accept(new Change.Joined(registration.broker(), registration.address(), topics));
    }

    /** Tells that a broker was heard again, if that is worth a word. */
    void returned(Session session, Session.Hold before, long nowNanos) {
        if (session.isGap(before, nowNanos)) {
            var silence = Duration.ofNanos(Math.max(0, before.silenceNanos(nowNanos)));
            listener.accept(new Change.Returned(session.broker(), session.address(), silence));
        }
    }

    /** Tells that a broker is gone. */
    void left(Session session, Change.Reason reason) {
        listener.accept(new Change.Left(session.broker(), session.address(), reason));
    }

    /** Tells of a conflict, once for each pair of opponents until the group's members change. */
    void conflict(Change.Conflict conflict) {
        var known = told.computeIfAbsent(conflict.claimant().brokerName(), unseen -> new HashSet<>());
        if (known.size() >= DISPUTES) {
            known.clear();
        }
        if (known.add(conflict)) {
            listener.accept(conflict);
        }
    }

    /** Tells what the difference between two states of a group is. */
    void group(BrokerGroup before, BrokerGroup after) {
        if (!before.members().equals(after.members())) {
            told.remove(after.name());
        }
        var was = before.master().map(Member::address);
        var is = after.master().map(Member::address);
        if (!was.equals(is)) {
            listener.accept(new Change.MasterChanged(after.name(), was, is));
        }
    }

    /** Tells what happened to topics. */
    void topics(TopicChanges changes) {
        changes.tell(listener);
    }
}
