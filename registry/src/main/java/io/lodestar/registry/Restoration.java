package io.lodestar.registry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Brings a registry back to what a snapshot says (decision 10). Guarded by the registry's lock. */
final class Restoration {
    /** The least that a broker has to report after a restart: it may have to find us first. */
    static final Duration GRACE = Duration.ofSeconds(10);

    private final Tables tables;
    private final Map<String, Map<Long, RegistrySnapshot.Seat>> seats = new HashMap<>();

    Restoration(Tables tables) {
        this.tables = tables;
    }

    /** Takes over what hangs together: members with a seat, topics with a group, mappings with a topic. */
    void apply(RegistrySnapshot snapshot, long nowNanos) {
        snapshot.seats()
                .forEach(seat -> seats.computeIfAbsent(seat.brokerName(), unseen -> new HashMap<>())
                        .put(seat.brokerId(), seat));
        var groups = new ArrayList<BrokerGroup>();
        for (var group : snapshot.groups()) {
            var members = new TreeMap<>(group.members());
            members.keySet().retainAll(seatsOf(group.name()).keySet());
            groups.add(group.withMembers(members));
        }
        tables.groups.publish(groups);
        groups.forEach(group -> open(group, nowNanos));
        snapshot.topics().forEach(this::place);
        tables.topics.map(snapshot.mappings());
    }

    private Map<Long, RegistrySnapshot.Seat> seatsOf(String brokerName) {
        return seats.getOrDefault(brokerName, Map.of());
    }

    private void open(BrokerGroup group, long nowNanos) {
        seatsOf(group.name()).forEach((brokerId, seat) -> {
            var member = group.members().get(brokerId);
            if (member != null) {
                var lease = seat.lease().compareTo(GRACE) < 0 ? GRACE : seat.lease();
                var broker = new BrokerIdentity(group.cluster(), group.name(), brokerId);
                var terms = new Session.Terms(broker, member.address(), lease, seat.version(), false);
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
