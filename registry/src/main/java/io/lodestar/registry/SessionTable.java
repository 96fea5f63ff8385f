package io.lodestar.registry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * The session of each member of each group. {@link #find}, {@link #renew} and {@link #unverified} may be called by any thread; everything
 * else is guarded by the registry's lock.
 *
 * <p>A session that was bound to another connection while it ended may leave an entry behind at that connection: it has ended, so nobody
 * finds it there, and it goes with the connection.
 */
final class SessionTable {
    /** In the order in which they were opened: at an address with two names, the newer one counts, after a restart too. */
    private final Map<Seat, Session> bySeat = new LinkedHashMap<>();

    private final Map<Long, Set<Session>> byConnection = new ConcurrentHashMap<>();
    private final Map<BrokerAddress, Session> byAddress = new ConcurrentHashMap<>();
    private final AtomicInteger unverified = new AtomicInteger();
    private long changes;

    /**
     * Opens a session, which ends the one that its seat had. Whoever asks at its address meanwhile finds one of the two; a newer connection
     * that was late to bind the old one holds the new one.
     */
    void open(Session session) {
        var predecessor = of(session.broker().brokerName(), session.broker().brokerId());
        if (!predecessor.filter(session::isLike).isPresent()) {
            changes++;
        }
        byAddress.put(session.brokerAddress(), session);
        var replaced = predecessor.flatMap(before -> endIf(before, held -> true));
        bySeat.put(Seat.of(session), session);
        if (session.isVerified()) {
            bind(session, session.connection());
        } else {
            unverified.incrementAndGet();
        }
        replaced.filter(last -> last.connection() > session.connection())
                .ifPresent(last -> renew(
                        session,
                        last.connection(),
                        last.reportedAtNanos(),
                        session.hold().last()));
    }

    /** Takes note of a report, and binds the session to the connection it came on if that is a newer one. */
    Optional<Session.Hold> renew(Session session, long connection, long nowNanos, Session.Report report) {
        var before = session.renew(connection, nowNanos, report);
        before.ifPresent(held -> {
            if (connection > held.connection()) {
                bind(session, connection);
                unbind(session, held.connection());
            }
            if (!held.reported()) {
                unverified.decrementAndGet();
            }
        });
        return before;
    }

    private void bind(Session session, long connection) {
        byConnection.compute(connection, (id, sessions) -> {
            var bound = sessions == null ? ConcurrentHashMap.<Session>newKeySet() : sessions;
            bound.add(session);
            return bound;
        });
    }

    private void unbind(Session session, long connection) {
        byConnection.computeIfPresent(connection, (id, sessions) -> {
            sessions.remove(session);
            return sessions.isEmpty() ? null : sessions;
        });
    }

    /** Ends a session whatever holds it. */
    void end(Session session) {
        endIf(session, held -> true);
    }

    /** Ends the sessions that one of these connections holds. */
    List<Session> endHeldBy(Collection<Long> connections) {
        var ended = new ArrayList<Session>();
        for (long connection : connections) {
            var bound = byConnection.remove(connection);
            if (bound != null) {
                ended.addAll(endAll(List.copyOf(bound), (session, held) -> held.connection() == connection));
            }
        }
        return ended;
    }

    /** Ends the sessions whose lease has run out. */
    List<Session> endOverdue(long nowNanos) {
        return endAll(List.copyOf(bySeat.values()), (session, held) -> session.isOverdue(held, nowNanos));
    }

    /** Ends those of the sessions that no newer connection holds. */
    List<Session> endUnlessNewer(List<Session> sessions, long connection) {
        return endAll(sessions, (session, held) -> held.connection() <= connection);
    }

    private List<Session> endAll(List<Session> sessions, Condition condition) {
        var ended = new ArrayList<Session>();
        for (var session : sessions) {
            if (endIf(session, held -> condition.holds(session, held)).isPresent()) {
                ended.add(session);
            }
        }
        return ended;
    }

    private Optional<Session.Hold> endIf(Session session, Predicate<Session.Hold> expected) {
        var held = session.endIf(expected);
        held.ifPresent(last -> {
            bySeat.remove(Seat.of(session), session);
            byAddress.remove(session.brokerAddress(), session);
            unbind(session, last.connection());
            if (!last.reported()) {
                unverified.decrementAndGet();
            }
        });
        return held;
    }

    /** Returns the newest session at an address; empty once that one ended, even if the address had an older one under another name. */
    Optional<Session> find(BrokerAddress address) {
        return Optional.ofNullable(byAddress.get(address));
    }

    Optional<Session> of(String brokerName, long brokerId) {
        return Optional.ofNullable(bySeat.get(new Seat(brokerName, brokerId)));
    }

    /** Returns how many sessions are known from a snapshot only. */
    int unverified() {
        return unverified.get();
    }

    /** Returns what a snapshot needs to know of each session, in the order in which they were opened. */
    List<RegistrySnapshot.Seat> seats() {
        return bySeat.values().stream()
                .map(session -> new RegistrySnapshot.Seat(
                        session.broker().brokerName(), session.broker().brokerId(), session.lease(), session.version()))
                .toList();
    }

    /** Returns a number that grows when what a snapshot knows of sessions changes. */
    long changes() {
        return changes;
    }

    /** Returns whether a session is found on the connection that holds it. */
    boolean isBound(Session session) {
        return byConnection.getOrDefault(session.connection(), Set.of()).contains(session);
    }

    Collection<Session> all() {
        return Collections.unmodifiableCollection(bySeat.values());
    }

    /** Whether a session is to end, by what holds it. */
    private interface Condition {
        boolean holds(Session session, Session.Hold held);
    }

    /** A place in a group: names are global, as the wire has it. */
    private record Seat(String brokerName, long brokerId) {
        static Seat of(Session session) {
            return new Seat(session.broker().brokerName(), session.broker().brokerId());
        }
    }
}
