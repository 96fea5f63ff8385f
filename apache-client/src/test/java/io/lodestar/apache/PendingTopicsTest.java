package io.lodestar.apache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Topics that wait for their turn. */
final class PendingTopicsTest {
    private static final long HOUR_MILLIS = TimeUnit.HOURS.toMillis(1);

    private final PendingTopics pending = new PendingTopics();

    @Test
    void aTopicThatIsAddedTwiceIsTakenOnce() throws InterruptedException {
        pending.add(List.of("orders", "payments"), 0);
        pending.add(List.of("orders"), 0);

        assertThat(pending.take()).containsExactlyInAnyOrder("orders", "payments");
    }

    @Test
    void theEarlierTimeCounts() throws InterruptedException {
        pending.add(List.of("late", "soon"), HOUR_MILLIS);
        pending.add(List.of("soon"), 0);
        pending.add(List.of("soon"), HOUR_MILLIS);

        assertThat(pending.take()).containsExactly("soon");
    }

    @Test
    void aDelayIsWaitedFor() throws InterruptedException {
        long start = System.nanoTime();
        pending.add(List.of("orders"), 30);

        assertThat(pending.take()).containsExactly("orders");
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(30));
    }

    @Test
    void whoWaitsIsWokenByWhatIsDue() {
        pending.add(List.of("late"), HOUR_MILLIS);
        var taken = CompletableFuture.supplyAsync(() -> {
            try {
                return pending.take();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });

        pending.add(List.of("orders"), 0);

        assertThat(taken).succeedsWithin(10, TimeUnit.SECONDS).isEqualTo(List.of("orders"));
    }
}
