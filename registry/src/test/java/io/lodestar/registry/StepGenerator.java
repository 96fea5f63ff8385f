package io.lodestar.registry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Makes random steps out of few names, so that they collide. Most of them continue what earlier ones began: a broker repeats its table, moves,
 * changes its id, says goodbye. The same seed makes the same steps.
 */
final class StepGenerator {
    static final List<String> CLUSTERS = BrokerField.CLUSTERS;
    /** All topics that ever come up: those of people, and the anchors. */
    static final List<String> TOPICS = Stream.of(BrokerField.TABLE, BrokerField.NAMES, BrokerField.CLUSTERS)
            .flatMap(List::stream)
            .sorted()
            .toList();

    /** In ticks: up to and past 10 s, 45 s, 65 s and 120 s. */
    private static final List<Integer> SPELLS = List.of(1, 2, 5, 10, 19, 20, 21, 22, 30, 60, 88, 90, 91, 130, 131, 240);

    private static final List<Duration> MOMENTS =
            List.of(Duration.ofNanos(1), Duration.ofNanos(1), Duration.ofMillis(250), Duration.ofMillis(499));
    private static final List<Duration> STALLS =
            List.of(Duration.ofSeconds(1), Duration.ofMillis(1_001), Duration.ofSeconds(12), Duration.ofSeconds(300));
    private static final List<OperationKind> WEIGHTED = Arrays.stream(OperationKind.values())
            .flatMap(kind -> Stream.generate(() -> kind).limit(kind.weight()))
            .toList();

    private final Random random;
    private final BrokerField field;
    private final List<Step> steps = new ArrayList<>();

    StepGenerator(long seed) {
        // Random's first numbers are alike for neighbouring seeds.
        random = new Random(seed * 0x9E3779B97F4A7C15L);
        field = new BrokerField(random);
    }

    List<Step> steps(int count) {
        while (steps.size() < count) {
            add(pick(WEIGHTED));
        }
        return List.copyOf(steps);
    }

    private void add(OperationKind kind) {
        switch (kind) {
            case SPLIT_REGISTRATION -> addSplitRegistration();
            case HEARTBEAT, HEARTBEAT_ON_NEWER_CONNECTION, HEARTBEAT_ON_OLDER_CONNECTION, VERSION_QUERY ->
                steps.add(new Step.Renew(kind, report(kind)));
            case GOODBYE, MISTAKEN_GOODBYE -> steps.add(goodbye(kind));
            case CONNECTION_LOST ->
                steps.add(new Step.LoseConnections(kind, List.of(field.broker().connection())));
            case OLD_CONNECTION_LOST -> steps.add(new Step.LoseConnections(kind, List.of(field.anyConnection())));
            case SEVERAL_CONNECTIONS_LOST ->
                steps.add(new Step.LoseConnections(
                        kind,
                        Stream.generate(() -> field.broker().connection())
                                .limit(3)
                                .toList()));
            case TICK, MOMENT, TIME, TIME_WITH_HEARTBEATS, STALL -> addTime(kind);
            case DELETE_TOPIC -> addDeletion();
            case WIPE, RESTORE, DELETE_TOPIC_IN_CLUSTER -> steps.add(administration(kind));
            case PUT_TOPIC -> addBetweenRepetitions(administration(kind));
            case SNAPSHOT -> steps.add(new Step.KeepSnapshot(kind));
            case RESTART -> steps.add(new Step.Restart(kind, Subject.Memory.LATEST));
            case RESTART_FROM_OLDER_SNAPSHOT -> steps.add(new Step.Restart(kind, Subject.Memory.OLDER));
            case RESTART_WITHOUT_SNAPSHOT -> steps.add(new Step.Restart(kind, Subject.Memory.NOTHING));
            default -> steps.add(new Step.Register(kind, field.registration(kind)));
        }
    }

    /** Sends a table in pieces, mostly one right after the other; now and then a piece is lost. */
    private void addSplitRegistration() {
        for (var piece : field.split()) {
            if (random.nextInt(8) > 0) {
                steps.add(new Step.Register(OperationKind.SPLIT_REGISTRATION, piece));
            }
            if (random.nextInt(4) == 0) {
                steps.add(new Step.Pass(OperationKind.TIME, pick(List.of(1, 10, 20, 21)), List.of()));
            }
        }
    }

    private BrokerReport report(OperationKind kind) {
        return switch (kind) {
            case HEARTBEAT_ON_NEWER_CONNECTION -> field.report(field.reconnected());
            case HEARTBEAT_ON_OLDER_CONNECTION -> field.report(BrokerField.on(field.broker(), field.anyConnection()));
            default -> field.report(field.broker());
        };
    }

    private Step goodbye(OperationKind kind) {
        var broker = field.broker();
        var identity = broker.broker();
        if (kind == OperationKind.GOODBYE) {
            return new Step.Unregister(kind, identity, broker.address(), broker.connection());
        }
        return switch (random.nextInt(4)) {
            case 0 ->
                new Step.Unregister(
                        kind,
                        new BrokerIdentity(pick(CLUSTERS), identity.brokerName(), identity.brokerId()),
                        broker.address(),
                        broker.connection());
            case 1 ->
                new Step.Unregister(
                        kind,
                        new BrokerIdentity(identity.cluster(), identity.brokerName(), random.nextInt(3)),
                        broker.address(),
                        broker.connection() + 1);
            case 2 -> new Step.Unregister(kind, identity, broker.address(), field.anyConnection());
            default ->
                new Step.Unregister(
                        kind, identity, field.broker().address(), field.broker().connection());
        };
    }

    private void addTime(OperationKind kind) {
        steps.add(
                switch (kind) {
                    case TICK -> new Step.Tick(kind);
                    case MOMENT -> new Step.Advance(kind, pick(MOMENTS));
                    case TIME -> new Step.Pass(kind, pick(SPELLS), List.of());
                    case STALL -> new Step.Advance(kind, pick(STALLS));
                    default -> new Step.Pass(kind, pick(SPELLS), field.someReports());
                });
        if (kind == OperationKind.STALL && random.nextInt(3) > 0) {
            steps.add(new Step.Tick(OperationKind.TICK));
        }
    }

    /** Deletes a topic; now and then its broker reports it soon again, or just before or after that counts, or somebody puts it back. */
    private void addDeletion() {
        var topic = pick(TOPICS);
        steps.add(new Step.DeleteTopic(OperationKind.DELETE_TOPIC, topic));
        if (random.nextInt(4) == 0) {
            steps.add(new Step.Pass(OperationKind.TIME, pick(List.of(1, 89, 90, 90, 91)), List.of()));
            if (random.nextBoolean()) {
                steps.add(new Step.Advance(OperationKind.MOMENT, Duration.ofNanos(1)));
            }
            var kind = OperationKind.REPEATED_REGISTRATION;
            steps.add(new Step.Register(kind, field.registration(kind)));
        }
        if (random.nextInt(4) == 0) {
            steps.add(new Step.PutTopic(OperationKind.PUT_TOPIC, topic, field.placements()));
        }
    }

    /** Now and then some broker says the same before and after. */
    private void addBetweenRepetitions(Step step) {
        var kind = OperationKind.REPEATED_REGISTRATION;
        var said = random.nextInt(3) == 0
                ? List.of(new Step.Register(kind, field.registration(kind)))
                : List.<Step.Register>of();
        steps.addAll(said);
        steps.add(step);
        steps.addAll(said);
    }

    private Step administration(OperationKind kind) {
        return switch (kind) {
            case WIPE -> new Step.Wipe(kind, pick(BrokerField.NAMES));
            case RESTORE -> new Step.Restore(kind, pick(BrokerField.NAMES));
            case PUT_TOPIC -> new Step.PutTopic(kind, pick(TOPICS), field.placements());
            default -> new Step.DeleteTopicInCluster(kind, pick(TOPICS), pick(CLUSTERS));
        };
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
