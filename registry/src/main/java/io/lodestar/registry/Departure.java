package io.lodestar.registry;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The one way out: whoever leaves, leaves here, all of them in one change. Guarded by the registry's lock. */
final class Departure {
    private final Tables tables;
    private final Announcer announcer;

    Departure(Tables tables, Announcer announcer) {
        this.tables = tables;
        this.announcer = announcer;
    }

    /** Removes the brokers of sessions that have ended. */
    Departures of(List<Session> leaving, Change.Reason reason) {
        if (leaving.isEmpty()) {
            return Departures.NONE;
        }
        var changed = new TreeMap<String, BrokerGroup>();
        for (var session : leaving) {
            var broker = session.broker();
            var before = changed.getOrDefault(broker.brokerName(), tables.groups.get(broker.brokerName()));
            var members = new TreeMap<>(before.members());
            members.remove(broker.brokerId());
            changed.put(broker.brokerName(), before.withMembers(members));
            announcer.left(session, reason);
        }
        var changes = new ArrayList<MinBrokerIdChange>();
        changed.values().forEach(after -> {
            var before = tables.groups.get(after.name());
            changeOfSmallest(before, after).ifPresent(changes::add);
            announcer.group(before, after);
        });
        withdraw(changed);
        return new Departures(leaving, changes, false);
    }

    private static Optional<MinBrokerIdChange> changeOfSmallest(BrokerGroup before, BrokerGroup after) {
        return before.smallest()
                .filter(gone -> after.actingMaster() && !after.members().containsKey(gone.brokerId()))
                .flatMap(gone -> after.smallest().map(now -> MinBrokerIdChange.left(after, now, gone.address())));
    }

    private void withdraw(Map<String, BrokerGroup> changed) {
        var emptied = new HashSet<String>();
        changed.values().stream()
                .filter(group -> group.members().isEmpty())
                .forEach(group -> emptied.add(group.name()));
        var lost = new TopicChanges();
        tables.topics.remove(emptied, lost);
        emptied.forEach(tables.reports::forget);
        announcer.topics(lost);
        tables.groups.publish(changed.values());
        var reduced = new HashSet<>(changed.keySet());
        reduced.removeAll(emptied);
        tables.topics.refresh(reduced);
    }
}
