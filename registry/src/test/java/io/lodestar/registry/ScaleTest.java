package io.lodestar.registry;

import static io.lodestar.registry.RegistrationBuilder.master;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Many topics on many brokers share few layouts. Times are printed, not judged.
 *
 * <p>{@code -Dlodestar.scale.topics=1000000 -Dlodestar.scale.brokers=10} asks for other sizes.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ScaleTest {
    private static final int TOPICS = Integer.getInteger("lodestar.scale.topics", 2_000);
    private static final int BROKERS = Integer.getInteger("lodestar.scale.brokers", 300);
    private static final int FAMILIES = 10;

    @RegisterExtension
    private final CheckedRegistry known = new CheckedRegistry();

    private final Registry registry = known.registry();

    @Test
    void manyTopicsShareFewLayoutsAndLeaveNothingBehind(TestReporter reporter) {
        var families = IntStream.range(0, FAMILIES).mapToObj(ScaleTest::family).toList();

        long registering = System.nanoTime();
        int mostLayouts = 0;
        for (int broker = 0; broker < BROKERS; broker++) {
            registry.register(registration(broker, families));
            mostLayouts = Math.max(mostLayouts, registry.topics.layouts().size());
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

        reporter.publishEntry(BROKERS + " brokers x " + TOPICS + " topics: " + mostLayouts + " layouts, registered in "
                + millis(registered - registering) + " ms, all lost in " + millis(lost - losing) + " ms");
        assertThat(registry.topics()).isEmpty();
        assertThat(registry.groups()).isEmpty();
        assertThat(registry.topics.layouts()).isEmpty();
    }

    /** A family lives on every broker whose number its own number plus one divides, with queues of its own. */
    private static List<TopicQueues> family(int number) {
        var queues = new Queues(number, number, 6, 0);
        return IntStream.range(0, TOPICS / FAMILIES)
                .mapToObj(topic -> new TopicQueues("family-" + number + "-topic-" + topic, queues))
                .toList();
    }

    private static Registration registration(int broker, List<List<TopicQueues>> families) {
        var topics = new ArrayList<TopicQueues>();
        for (int family = 0; family < FAMILIES; family++) {
            if (broker % (family + 1) == 0) {
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
