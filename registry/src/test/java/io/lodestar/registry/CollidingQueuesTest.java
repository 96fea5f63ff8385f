package io.lodestar.registry;

import static io.lodestar.registry.RegistrationBuilder.master;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A sender chooses the numbers of its queues, and with them their hashes. */
final class CollidingQueuesTest {
    private static final int TOPICS = 50_000;

    /** Each of them once cost a look at half of the others, under the lock: minutes in all, which the limit of a test ends. */
    @Test
    void queuesWhoseHashesAreAllAlikeAreKeptApart() {
        var sent = IntStream.range(0, TOPICS)
                .mapToObj(i -> new TopicQueues("T" + i, new Queues(1, 1, i, -31 * i)))
                .toArray(TopicQueues[]::new);
        assertThat(Arrays.stream(sent).map(topic -> topic.queues().hashCode()).distinct())
                .as("hashes")
                .hasSize(1);
        var registry = new Registry(new ManualTicker());

        registry.register(master("a").topics(sent).build());

        assertThat(registry.tables.topics.layouts()).hasSize(TOPICS);
        assertThat(registry.topics()).hasSize(TOPICS);
    }
}
