package io.lodestar.server.store;

import io.lodestar.registry.BrokerGroup;
import io.lodestar.registry.DataVersion;
import io.lodestar.registry.Member;
import io.lodestar.registry.Placement;
import io.lodestar.registry.Queues;
import io.lodestar.registry.RegistrySnapshot;
import io.lodestar.registry.StaticMapping;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Reads what {@link SnapshotEncoder} wrote, and fails as {@link SnapshotInput} does. For one snapshot. */
final class SnapshotDecoder {
    private static final int NANOS_PER_SECOND = 1_000_000_000;

    private final SnapshotInput in;
    private final List<String> names = new ArrayList<>();
    private final List<Placement> placements = new ArrayList<>();

    SnapshotDecoder(SnapshotInput in) {
        this.in = in;
    }

    RegistrySnapshot read() throws IOException {
        var groups = in.list(this::group);
        var seats = in.list(this::seat);
        var topics = in.list(this::topics);
        var mappings = in.list(this::mapping);
        in.requireEnd();
        return new RegistrySnapshot(groups, seats, topics, mappings);
    }

    private BrokerGroup group() throws IOException {
        var name = name();
        var cluster = name();
        var members = new TreeMap<Long, Member>();
        for (var member : in.list(this::member)) {
            members.put(member.brokerId(), member);
        }
        var zone = name();
        return new BrokerGroup(name, cluster, members, zone, in.flag(), false);
    }

    private Member member() throws IOException {
        long brokerId = in.number();
        var address = in.text();
        var haAddress = in.text();
        return new Member(brokerId, address, haAddress, in.list(in::text));
    }

    private RegistrySnapshot.Seat seat() throws IOException {
        var brokerName = name();
        long brokerId = in.number();
        long seconds = in.number();
        long nanos = in.number();
        if (nanos < 0 || nanos >= NANOS_PER_SECOND) {
            throw new DamagedException(nanos + " ns are no part of a second");
        }
        var version = in.flag() ? Optional.of(version()) : Optional.<DataVersion>empty();
        return new RegistrySnapshot.Seat(brokerName, brokerId, Duration.ofSeconds(seconds, nanos), version);
    }

    private DataVersion version() throws IOException {
        long stateVersion = in.number();
        long timestamp = in.number();
        return new DataVersion(stateVersion, timestamp, in.number());
    }

    private RegistrySnapshot.SharedTopics topics() throws IOException {
        var shared = in.list(this::placement);
        return new RegistrySnapshot.SharedTopics(shared, in.list(in::text));
    }

    private Placement placement() throws IOException {
        return known(placements, () -> {
            var brokerName = name();
            int read = in.integer();
            int write = in.integer();
            int permission = in.integer();
            return new Placement(brokerName, new Queues(read, write, permission, in.integer()));
        });
    }

    private StaticMapping mapping() throws IOException {
        var topic = in.text();
        var brokerName = name();
        var scope = name();
        int totalQueues = in.integer();
        long epoch = in.number();
        boolean dirty = in.flag();
        var currentIds = new TreeMap<Integer, Integer>();
        for (var pair : in.list(() -> List.of(in.integer(), in.integer()))) {
            currentIds.put(pair.get(0), pair.get(1));
        }
        return new StaticMapping(topic, brokerName, scope, totalQueues, epoch, dirty, currentIds);
    }

    private String name() throws IOException {
        return known(names, in::text);
    }

    /** Returns the value with the number that is read; the value itself follows where the number is the next one. */
    private <T> T known(List<T> known, SnapshotInput.Element<T> value) throws IOException {
        int number = in.upTo(known.size(), "number of a value");
        if (number == known.size()) {
            known.add(value.read());
        }
        return known.get(number);
    }
}
