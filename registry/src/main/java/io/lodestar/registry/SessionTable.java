package io.lodestar.registry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The session of each member of each group. {@link #find} may be called by any thread; everything else is guarded by the registry's lock.
 */
final class SessionTable {
    private final Map<Seat, Session> bySeat = new HashMap<>();
    private final Map<Long, Set<Session>> byConnection = new HashMap<>();
    private final Map<BrokerAddress, Session> byAddress = new ConcurrentHashMap<>();

    /** Opens a session, which ends the one that its seat had. Whoever asks at its address meanwhile finds one of the two. */
    void open(Session session) {
        byAddress.put(session.brokerAddress(), session);
        end(session.broker().brokerName(), session.broker().brokerId());
        bySeat.put(Seat.of(session), session);
        byConnection
                .computeIfAbsent(session.connection(), id -> new HashSet<>())
                .add(session);
    }

    /** Ends the session of a seat, if it has one. */
    void end(String brokerName, long brokerId) {
        var session = bySeat.remove(new Seat(brokerName, brokerId));
        if (session == null) {
            return;
        }
        byAddress.remove(session.brokerAddress(), session);
        byConnection.computeIfPresent(session.connection(), (id, sessions) -> {
            sessions.remove(session);
            return sessions.isEmpty() ? null : sessions;
        });
    }

    /** Returns the newest session at an address; empty once that one ended, even if the address had an older one under another name. */
    Optional<Session> find(BrokerAddress address) {
        return Optional.ofNullable(byAddress.get(address));
    }

    Optional<Session> of(String brokerName, long brokerId) {
        return Optional.ofNullable(bySeat.get(new Seat(brokerName, brokerId)));
    }

    List<Session> on(long connection) {
        return List.copyOf(byConnection.getOrDefault(connection, Set.of()));
    }

    List<Session> overdue(long nowNanos) {
        var overdue = new ArrayList<Session>();
        for (var session : bySeat.values()) {
            if (session.isOverdue(nowNanos)) {
                overdue.add(session);
            }
        }
        return overdue;
    }

    Collection<Session> all() {
        return Collections.unmodifiableCollection(bySeat.values());
    }

    /** A place in a group: names are global, as the wire has it. */
    private record Seat(String brokerName, long brokerId) {
        static Seat of(Session session) {
            return new Seat(session.broker().brokerName(), session.broker().brokerId());
        }
    }
}
