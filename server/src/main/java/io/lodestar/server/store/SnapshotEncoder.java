package io.lodestar.server.store;

import io.lodestar.registry.BrokerGroup;
import io.lodestar.registry.Member;
import io.lodestar.registry.Placement;
import io.lodestar.registry.RegistrySnapshot;
import io.lodestar.registry.StaticMapping;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * A snapshot as numbers and texts, in the order of its parts; {@link SnapshotDecoder} is its mirror. A name, and a placement, is written out
 * where it comes for the first time; later its number stands for it. For one snapshot.
 */
final class SnapshotEncoder {
    private final SnapshotOutput out;
    private final Map<String, Integer> names = new HashMap<>();
    private final Map<Placement, Integer> placements = new HashMap<>();

    SnapshotEncoder(SnapshotOutput out) {
        this.out = out;
    }

    void write(RegistrySnapshot snapshot) throws IOException {
        out.list(snapshot.groups(), this::group);
        out.list(snapshot.seats(), this::seat);
        out.list(snapshot.topics(), this::topics);
        out.list(snapshot.mappings(), this::mapping);
    }

    private void group(BrokerGroup group) throws IOException {
        name(group.name());
        name(group.cluster());
        out.list(group.members().values(), this::member);
        name(group.zone());
        out.flag(group.actingMaster());
    }

    private void member(Member member) throws IOException {
        out.number(member.brokerId());
        out.text(member.address());
        out.text(member.haAddress());
        out.list(member.filterServers(), out::text);
    }

    private void seat(RegistrySnapshot.Seat seat) throws IOException {
        name(seat.brokerName());
        out.number(seat.brokerId());
        out.number(seat.lease().getSeconds());
        out.number(seat.lease().getNano());
        out.flag(seat.version().isPresent());
        if (seat.version().isPresent()) {
            var version = seat.version().get();
            out.number(version.stateVersion());
            out.number(version.timestamp());
            out.number(version.counter());
        }
    }

    private void topics(RegistrySnapshot.SharedTopics shared) throws IOException {
        out.list(shared.placements(), this::placement);
        out.list(shared.topics(), out::text);
    }

    private void placement(Placement placement) throws IOException {
        if (isNew(placements, placement)) {
            name(placement.brokerName());
            var queues = placement.queues();
            out.number(queues.read());
            out.number(queues.write());
            out.number(queues.permission());
            out.number(queues.systemFlag());
        }
    }

    private void mapping(StaticMapping mapping) throws IOException {
        out.text(mapping.topic());
        name(mapping.brokerName());
        name(mapping.scope());
        out.number(mapping.totalQueues());
        out.number(mapping.epoch());
        out.flag(mapping.dirty());
        out.list(mapping.currentIds().entrySet(), entry -> {
            out.number(entry.getKey());
            out.number(entry.getValue());
        });
    }

    private void name(String name) throws IOException {
        if (isNew(names, name)) {
            out.text(name);
        }
    }

    /** Writes the number of a value, and returns whether the value itself must follow. */
    private <T> boolean isNew(Map<T, Integer> known, T value) throws IOException {
        int next = known.size();
        int number = known.computeIfAbsent(value, unknown -> next);
        out.count(number);
        return number == next;
    }
}
