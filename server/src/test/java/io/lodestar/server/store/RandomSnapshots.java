package io.lodestar.server.store;

import io.lodestar.registry.BrokerGroup;
import io.lodestar.registry.DataVersion;
import io.lodestar.registry.Member;
import io.lodestar.registry.Placement;
import io.lodestar.registry.Queues;
import io.lodestar.registry.RegistrySnapshot;
import io.lodestar.registry.StaticMapping;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Snapshots of all shapes, with the names and numbers that are most likely to be read back wrong. */
final class RandomSnapshots {
    private static final List<String> ODD_NAMES =
            List.of("", "broker-a", "名前", "\uD83D\uDE00", "\uDE00 half \uD83D", "\0\n%\\");
    private static final List<Long> ODD_NUMBERS =
            List.of(0L, 1L, -1L, 63L, -64L, 64L, 1L << 31, -1L << 31, Long.MAX_VALUE, Long.MIN_VALUE);

    private final Random random;

    RandomSnapshots(long seed) {
        this.random = new Random(seed);
    }

    RegistrySnapshot next() {
        return new RegistrySnapshot(list(this::group), list(this::seat), list(this::topics), list(this::mapping));
    }

    private BrokerGroup group() {
        var members = new TreeMap<Long, Member>();
        list(() -> new Member(number(), name(), name(), list(this::name)))
                .forEach(member -> members.put(member.brokerId(), member));
        return new BrokerGroup(name(), name(), members, name(), random.nextBoolean(), false);
    }

    private RegistrySnapshot.Seat seat() {
        var lease = Duration.ofSeconds(number(), random.nextInt(1_000_000_000));
        var version = random.nextBoolean()
                ? Optional.of(new DataVersion(number(), number(), number()))
                : Optional.<DataVersion>empty();
        return new RegistrySnapshot.Seat(name(), number(), lease, version);
    }

    private RegistrySnapshot.SharedTopics topics() {
        var placements = list(() ->
                new Placement(name(), new Queues((int) number(), (int) number(), (int) number(), (int) number())));
        return new RegistrySnapshot.SharedTopics(placements, list(this::name));
    }

    private StaticMapping mapping() {
        var ids = new TreeMap<Integer, Integer>();
        list(this::number).forEach(id -> ids.put(id.intValue(), (int) number()));
        return new StaticMapping(name(), name(), name(), (int) number(), number(), random.nextBoolean(), ids);
    }

    private <T> List<T> list(Supplier<T> element) {
        return Stream.generate(element).limit(random.nextInt(6)).toList();
    }

    private String name() {
        return switch (random.nextInt(3)) {
            case 0 -> ODD_NAMES.get(random.nextInt(ODD_NAMES.size()));
            case 1 -> "topic-" + random.nextInt(20);
            default -> "x".repeat(random.nextInt(3_000));
        };
    }

    private long number() {
        return random.nextBoolean()
                ? ODD_NUMBERS.get(random.nextInt(ODD_NUMBERS.size()))
                : random.nextLong() >> random.nextInt(Long.SIZE);
    }
}
