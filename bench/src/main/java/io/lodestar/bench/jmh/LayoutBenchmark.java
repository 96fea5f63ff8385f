package io.lodestar.bench.jmh;

import io.lodestar.registry.ActingMaster;
import io.lodestar.registry.BrokerIdentity;
import io.lodestar.registry.Content;
import io.lodestar.registry.DataVersion;
import io.lodestar.registry.Departures;
import io.lodestar.registry.Fingerprint;
import io.lodestar.registry.Queues;
import io.lodestar.registry.Registration;
import io.lodestar.registry.RegistrationOutcome;
import io.lodestar.registry.Registry;
import io.lodestar.registry.Ticker;
import io.lodestar.registry.TopicQueues;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What does it cost to move the topics of one broker to other layouts? A registration of 10 000 topics is applied: the lock is held for the
 * smaller part of it, the rest is comparing before.
 */
@State(Scope.Thread)
public class LayoutBenchmark {
    private static final int TOPICS = 10_000;
    private static final int BROKERS = 300;
    private static final int PERMISSION = 6;
    private static final long LAST = BROKERS;

    /** Whether the topics share layouts, or each one lives on a set of brokers with queues of its own. */
    @Param
    Topics topics = Topics.ALIKE;

    private final Registry registry = new Registry(Ticker.system());
    private Registration table = registration(LAST, 0, 0);
    private Registration oneChanged = table;
    private Registration allChanged = table;
    private boolean odd;

    /** How much topics have in common. */
    public enum Topics {
        /** All topics are on all brokers, with the same queues. */
        ALIKE,
        /** Each topic is on sixteen of the brokers, and on the one that is measured, with numbers of queues that no other has. */
        UNLIKE
    }

    /** Registers all brokers. */
    @Setup
    public void register() {
        for (long broker = 1; broker <= LAST; broker++) {
            registry.register(registration(broker, 0, 0));
        }
        table = registration(LAST, 0, 0);
        oneChanged = registration(LAST, 1, 1);
        allChanged = registration(LAST, TOPICS, 1);
    }

    /** The same again, and nobody noticed before. */
    @Benchmark
    public RegistrationOutcome unchanged() {
        return registry.register(table);
    }

    /** The same again, known by its fingerprint. */
    @Benchmark
    public Optional<RegistrationOutcome.Accepted> unchangedAndKnown() {
        var known = registry.registerAgain(table.broker(), table.fingerprint().orElseThrow(), LAST);
        return known.isPresent() ? known : readAfterAll();
    }

    private Optional<RegistrationOutcome.Accepted> readAfterAll() {
        registry.register(table);
        return Optional.empty();
    }

    /** The queues of one topic change. */
    @Benchmark
    public RegistrationOutcome oneChanged() {
        return registry.register(next(oneChanged));
    }

    /** The queues of all topics change. */
    @Benchmark
    public RegistrationOutcome allChanged() {
        return registry.register(next(allChanged));
    }

    /** The broker leaves and comes back. */
    @Benchmark
    public Departures leavesAndJoins() {
        var gone = registry.connectionLost(LAST);
        registry.register(table);
        return gone;
    }

    private Registration next(Registration changed) {
        odd = !odd;
        return odd ? changed : table;
    }

    /** Says the topics of a broker; the first {@code changed} of them have {@code more} queues than usual. */
    private Registration registration(long broker, int changed, int more) {
        var name = "broker-" + broker;
        var said = new ArrayList<TopicQueues>();
        said.add(new TopicQueues(name, new Queues(1, 1, PERMISSION, 0)));
        for (int topic = 0; topic < TOPICS; topic++) {
            if (isOn(topic, broker)) {
                int count = topics == Topics.ALIKE ? 8 : 1 + (int) ((topic + broker) % 64);
                int queues = topic < changed ? count + more : count;
                said.add(new TopicQueues("orders-of-region-" + topic, new Queues(queues, queues, PERMISSION, 0)));
            }
        }
        var version = new DataVersion(0, changed, more);
        return new Registration(
                new BrokerIdentity("cluster", name, 0),
                name + ":10911",
                name + ":10912",
                "",
                ActingMaster.DISABLED,
                Duration.ofMinutes(2),
                new Content(Optional.of(version), said, List.of(), Optional.of(List.of()), false),
                broker,
                Optional.of(new Fingerprint(broker, changed)));
    }

    private boolean isOn(int topic, long broker) {
        return topics == Topics.ALIKE || broker == LAST || Math.floorMod(topic * 31L + broker * broker, BROKERS) < 16;
    }
}
