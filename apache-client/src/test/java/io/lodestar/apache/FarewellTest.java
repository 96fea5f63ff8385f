package io.lodestar.apache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who waits for whom when one watch follows another. */
@Timeout(30)
final class FarewellTest {
    private static final long HOUR_MILLIS = TimeUnit.HOURS.toMillis(1);

    private final Farewell farewell = new Farewell();

    @Test
    void itIsSaidWhenAllHaveAnswered() throws InterruptedException {
        var answers = new LinkedBlockingQueue<Runnable>();

        var said = run(
                () -> farewell.say(List.of("a:9876", "b:9876"), (address, answer) -> answers.add(answer), HOUR_MILLIS));
        answers.take().run();

        assertThat(said).as("the other has not heard it yet").isNotDone();
        answers.take().run();
        assertThat(said.join()).isTrue();
    }

    @Test
    void whoNeverAnswersIsNotWaitedForLong() throws InterruptedException {
        assertThat(farewell.say(List.of("a:9876"), (address, answer) -> {}, 1)).isFalse();
    }

    @Test
    void theNextWatchWaitsForTheEnd() {
        var next = run(() -> {
            farewell.awaitEnd();
            return true;
        });

        assertThat(next).isNotDone();
        farewell.end();

        assertThat(next.join()).isTrue();
    }

    private interface Work {
        boolean run() throws InterruptedException;
    }

    private static CompletableFuture<Boolean> run(Work work) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return work.run();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
