package io.lodestar.registry;

import static io.lodestar.registry.RegistrationBuilder.master;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Many topics on many brokers share few layouts. Times are printed, not judged.
 *
 * <p>{@code -Dlodestar.scale.topics=1000000 -Dlodestar.scale.brokers=10} asks for other sizes.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ScaleTest {
    private static final System.Logger LOG = System.getLogger(ScaleTest.class.getName());
    private static final int TOPICS = Integer.getInteger("lodestar.scale.topics", 2_000);
    private static final int BROKERS = Integer.getInteger("lodestar.scale.brokers", 300);
    private static final int FAMILIES = 10;

    @RegisterExtension
    private final CheckedRegistry known = new CheckedRegistry();

    private final Registry registry = known.registry();

    @Test
    void manyTopicsShareFewLayoutsAndLeaveNothingBehind() {
        var families = IntStream.range(0, FAMILIES).mapToObj(ScaleTest::family).toList();

        long registering = System.nanoTime();
        int mostLayouts = 0;
        for (int broker = 0; broker < BROKERS; broker++) {
            registry.register(registration(broker, families));
            mostLayouts = Math.max(mostLayouts, registry.tables.topics.layouts().size());
        }
        long registered = System.nanoTime();

        RegistryInvariants.check(registry);
        assertThat(registry.topics()).hasSize(TOPICS / FAMILIES * FAMILIES);
        assertThat(mostLayouts).as("layouts at any time").isLessThanOrEqualTo(FAMILIES);

        long losing = System.nanoTime();
        for (int broker = 0; broker < BROKERS; broker++) {
            registry.connectionLost(broker);
        }
        long lost = System.nanoTime();

        LOG.log(
                System.Logger.Level.INFO,
                "{0} brokers x {1} topics: {2} layouts, registered in {3} ms, all lost one by one in {4} ms",
                BROKERS,
                TOPICS,
                mostLayouts,
                millis(registered - registering),
                millis(lost - losing));
        assertThat(registry.topics()).isEmpty();
        assertThat(registry.groups()).isEmpty();
        assertThat(registry.tables.topics.layouts()).isEmpty();
    }

    /** Topics with queues like no other family's. The first families live everywhere, the last two on some brokers. */
    private static List<TopicQueues> family(int number) {
        var queues = new Queues(number, number, 6, 0);
        return IntStream.range(0, TOPICS / FAMILIES)
                .mapToObj(topic -> new TopicQueues("family-" + number + "-topic-" + topic, queues))
                .toList();
    }

    private static Registration registration(int broker, List<List<TopicQueues>> families) {
        var topics = new ArrayList<TopicQueues>();
        for (int family = 0; family < FAMILIES; family++) {
            if (family < FAMILIES - 2 || broker % (FAMILIES + 1 - family) == 0) {
                topics.addAll(families.get(family));
            }
        }
        return master("broker-" + broker)
                .connection(broker)
                .topics(topics.toArray(TopicQueues[]::new))
                .build();
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }
}
