package io.lodestar.registry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** Brings a registry back to what a snapshot says (decision 10). Guarded by the registry's lock. */
final class Restoration {
    private final Tables tables;

    Restoration(Tables tables) {
        this.tables = tables;
    }

    /** Takes over what hangs together: members with a seat, topics with a group, mappings with a topic. */
    void apply(RegistrySnapshot snapshot, long nowNanos) {
        var seated = new HashMap<String, Set<Long>>();
        snapshot.seats()
                .forEach(seat -> seated.computeIfAbsent(seat.brokerName(), unseen -> new HashSet<>())
                        .add(seat.brokerId()));
        var groups = new ArrayList<BrokerGroup>();
        for (var group : snapshot.groups()) {
            var members = new TreeMap<>(group.members());
            members.keySet().retainAll(seated.getOrDefault(group.name(), Set.of()));
            groups.add(group.withMembers(members));
        }
        tables.groups.publish(groups);
        snapshot.seats().forEach(seat -> open(seat, nowNanos));
        snapshot.topics().forEach(this::place);
        tables.topics.map(snapshot.mappings());
    }

    private void open(RegistrySnapshot.Seat seat, long nowNanos) {
        tables.groups.find(seat.brokerName()).ifPresent(group -> {
            var member = group.members().get(seat.brokerId());
            if (member != null) {
                var broker = new BrokerIdentity(group.cluster(), group.name(), seat.brokerId());
                var terms = new Session.Terms(broker, member.address(), seat.lease(), seat.version(), false, nowNanos);
                tables.sessions.open(Session.restored(terms, nowNanos));
            }
        });
    }

    private void place(RegistrySnapshot.SharedTopics shared) {
        var placements = known(shared.placements());
        if (!placements.isEmpty()) {
            tables.topics.restore(placements, shared.topics());
        }
    }

    private List<Placement> known(Collection<Placement> placements) {
        var names = new HashSet<String>();
        return placements.stream()
                .filter(placement -> tables.groups.find(placement.brokerName()).isPresent())
                .filter(placement -> names.add(placement.brokerName()))
                .sorted(Comparator.comparing(Placement::brokerName))
                .toList();
    }
}
