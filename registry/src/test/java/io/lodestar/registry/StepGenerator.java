package io.lodestar.registry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Makes random steps out of few names, so that they collide. The same seed makes the same steps. */
final class StepGenerator {
    static final List<String> CLUSTERS = List.of("east", "west");
    static final List<String> TOPICS = List.of("T1", "T2", "T3", "T4", "T5");
    private static final List<String> NAMES = List.of("a", "b", "c");
    private static final List<Long> IDS = List.of(0L, 0L, 0L, 1L, 1L, 2L, -1L);
    private static final List<String> ADDRESSES = List.of("x:1", "x:2", "x:3", "x:4", "x:5", "");
    private static final List<Duration> LEASES =
            List.of(Duration.ofSeconds(10), Duration.ofSeconds(120), Duration.ofSeconds(120), Duration.ZERO);
    private static final List<Duration> PAUSES =
            List.of(Duration.ofNanos(1), Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(60));

    private final Random random;

    StepGenerator(long seed) {
        random = new Random(seed);
    }

    List<Step> steps(int count) {
        var steps = new ArrayList<Step>();
        while (steps.size() < count) {
            steps.add(step());
        }
        return steps;
    }

    private Step step() {
        int die = random.nextInt(100);
        if (die < 45) {
            return new Step.Register(registration());
        }
        if (die < 70) {
            return departureOrTime(die);
        }
        return administration(die);
    }

    private Step departureOrTime(int die) {
        if (die < 51) {
            return new Step.Advance(pick(PAUSES));
        }
        if (die < 56) {
            return new Step.Expire();
        }
        if (die < 61) {
            return new Step.Renew(new BrokerAddress(pick(CLUSTERS), pick(ADDRESSES)));
        }
        if (die < 66) {
            return new Step.LoseConnection(connection());
        }
        return new Step.Unregister(identity(), pick(ADDRESSES));
    }

    private Step administration(int die) {
        if (die < 76) {
            return new Step.Wipe(pick(NAMES));
        }
        if (die < 82) {
            return new Step.Restore(pick(NAMES));
        }
        if (die < 90) {
            return new Step.PutTopic(pick(TOPICS), some(3, () -> new Placement(pick(NAMES), queues())));
        }
        if (die < 95) {
            return new Step.DeleteTopic(pick(TOPICS));
        }
        return new Step.DeleteTopicInCluster(pick(TOPICS), pick(CLUSTERS));
    }

    private Registration registration() {
        var broker = identity();
        return new Registration(
                broker,
                pick(ADDRESSES),
                "h:" + random.nextInt(2),
                pick(List.of("", "zone")),
                pick(List.of(ActingMaster.values())),
                pick(LEASES),
                content(broker.brokerName()),
                connection());
    }

    private Content content(String brokerName) {
        var version = random.nextInt(8) == 0
                ? Optional.<DataVersion>empty()
                : Optional.of(new DataVersion(random.nextInt(3), 0, random.nextInt(2)));
        var filterServers =
                random.nextBoolean() ? Optional.<List<String>>empty() : Optional.of(some(1, () -> pick(ADDRESSES)));
        var mappings = random.nextInt(4) == 0 ? some(2, () -> mapping(brokerName)) : List.<StaticMapping>of();
        return new Content(
                version,
                some(4, () -> new TopicQueues(pick(TOPICS), queues())),
                mappings,
                filterServers,
                random.nextInt(3) == 0);
    }

    private StaticMapping mapping(String brokerName) {
        var hosted = random.nextInt(4) == 0 ? pick(NAMES) : brokerName;
        return new StaticMapping(pick(TOPICS), hosted, "", 1, random.nextInt(2), false, new TreeMap<>());
    }

    private Queues queues() {
        return new Queues(4, 4, random.nextInt(3) == 0 ? 7 : 6, random.nextInt(3) == 0 ? random.nextInt(4) : 0);
    }

    private BrokerIdentity identity() {
        return new BrokerIdentity(pick(CLUSTERS), pick(NAMES), pick(IDS));
    }

    private long connection() {
        return random.nextInt(4);
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private <T> List<T> some(int atMost, Supplier<T> make) {
        var made = new ArrayList<T>();
        int count = random.nextInt(atMost + 1);
        while (made.size() < count) {
            made.add(make.get());
        }
        return made;
    }
}
