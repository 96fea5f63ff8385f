package io.lodestar.registry;

import static io.lodestar.registry.RegistrationBuilder.master;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What a registry holds in memory, for each topic, layout entry and broker: printed, and held to bounds that only another way to keep things would break.
 * A name takes part of it, 24 characters of a topic and 12 of a broker.
 *
 * <p>{@code -Dlodestar.footprint.topics=1000000} asks for another size.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class FootprintTest {
    private static final System.Logger LOG = System.getLogger(FootprintTest.class.getName());
    private static final int TOPICS = Integer.getInteger("lodestar.footprint.topics", 100_000);
    private static final int UNLIKE_TOPICS = TOPICS / 50;
    private static final int UNLIKE_BROKERS = 100;
    private static final int WIDTH = 16;

    @Test
    void aTopicTakesAReferenceToItsLayoutAndItsName() {
        double each = heldBy(registry -> registry.register(registration(0, topics(TOPICS)))) / TOPICS;

        LOG.log(System.Logger.Level.INFO, "{0} topics of one broker: {1} bytes each", TOPICS, each);
        assertThat(each).as("bytes for each topic").isBetween(60.0, 250.0);
    }

    @Test
    void moreBrokersOfTheSameTopicsTakeNothingForEachTopic() {
        int brokers = 300;
        int shared = TOPICS / 100;
        double each = heldBy(registry -> {
                    for (int broker = 0; broker < brokers; broker++) {
                        registry.register(registration(broker, topics(shared)));
                    }
                })
                / brokers;

        LOG.log(System.Logger.Level.INFO, "{0} brokers of the same {1} topics: {2} bytes each", brokers, shared, each);
        assertThat(each).as("bytes for each broker").isLessThan(8.0 * shared);
    }

    @Test
    void topicsThatAreAllUnlikeTakeTheirEntries() {
        double each = heldBy(registry -> {
                    for (int broker = 0; broker < UNLIKE_BROKERS; broker++) {
                        registry.register(registration(broker, unlikeTopics(broker)));
                    }
                })
                / (UNLIKE_TOPICS * WIDTH);

        LOG.log(
                System.Logger.Level.INFO,
                "{0} topics, each on its own {1} of {2} brokers with its own queues: {3} bytes for each layout entry",
                UNLIKE_TOPICS,
                WIDTH,
                UNLIKE_BROKERS,
                each);
        assertThat(each).as("bytes for each layout entry").isBetween(4.0, 200.0);
    }

    /** Returns the live bytes that a registry holds after something was registered; reports are over by then. */
    private static double heldBy(Consumer<Registry> registering) {
        var ticker = new ManualTicker();
        long before = liveBytes();
        var registry = new Registry(ticker);
        registering.accept(registry);
        for (var passed = Duration.ZERO; passed.compareTo(Reports.WAIT) <= 0; passed = passed.plus(Registry.TICK)) {
            ticker.advance(Registry.TICK);
            registry.expire();
        }
        long after = liveBytes();
        assertThat(registry.topics()).isNotEmpty();
        return after - before;
    }

    private static long liveBytes() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) { // what ends with a class or a thread goes a round later
            System.gc();
            least = Math.min(
                    least,
                    Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
        }
        return least;
    }

    private static Registration registration(int broker, List<TopicQueues> topics) {
        return master(String.format(Locale.ROOT, "broker-%05d", broker))
                .connection(broker + 1)
                .topics(topics.toArray(TopicQueues[]::new))
                .build();
    }

    /** New objects each time, as they come from the wire. */
    private static List<TopicQueues> topics(int count) {
        var queues = new Queues(8, 8, 6, 0);
        return IntStream.range(0, count)
                .mapToObj(topic -> new TopicQueues(name(topic), queues))
                .toList();
    }

    private static List<TopicQueues> unlikeTopics(int broker) {
        var topics = new ArrayList<TopicQueues>();
        for (int topic = 0; topic < UNLIKE_TOPICS; topic++) {
            if (Math.floorMod(broker - topic, UNLIKE_BROKERS) < WIDTH) {
                topics.add(new TopicQueues(name(topic), new Queues(1 + topic, 1 + topic, 6, 0)));
            }
        }
        return topics;
    }

    private static String name(int topic) {
        return String.format(Locale.ROOT, "some-application-%07d", topic);
    }
}
