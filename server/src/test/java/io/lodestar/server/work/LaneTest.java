package io.lodestar.server.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lodestar.transport.MemoryBudget;
import io.lodestar.transport.Source;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LaneTest {
    private final Queue<Runnable> calls = new ArrayDeque<>();
    private final List<String> done = new ArrayList<>();

    private final MemoryBudget budget = new MemoryBudget(1_000_000);

    private boolean offer(Lane lane, String source, String request) {
        return lane.offer(source(source), 7, () -> done.add(request));
    }

    private static Source source(String name) {
        return new Source(false, name.hashCode());
    }

    private void workOn(int requests) {
        for (int i = 0; i < requests; i++) {
            calls.remove().run();
        }
    }

    @Test
    void sourcesTakeTurnsHoweverManyRequestsOneOfThemHas() {
        var lane = new Lane(calls::add, 100, budget);
        for (int i = 0; i < 20; i++) {
            offer(lane, "greedy", "greedy " + i);
        }
        offer(lane, "modest", "modest");

        workOn(2);

        assertThat(done).containsExactly("greedy 0", "modest");
    }

    @Test
    void requestsOfOneSourceAreWorkedOnInTheirOrder() {
        var lane = new Lane(calls::add, 100, budget);
        offer(lane, "a", "a 0");
        offer(lane, "b", "b 0");
        offer(lane, "a", "a 1");
        offer(lane, "a", "a 2");

        workOn(4);

        assertThat(done).containsExactly("a 0", "b 0", "a 1", "a 2");
    }

    @Test
    void oneSourceAloneFillsHalfOfTheLane() {
        var lane = new Lane(calls::add, 10, budget);

        int taken = 0;
        while (offer(lane, "greedy", "r")) {
            taken++;
        }

        assertThat(taken).isEqualTo(5);
        assertThat(offer(lane, "somebody new", "n")).isTrue();
    }

    @Test
    void manySourcesTogetherDoNotGoBeyondTheCapacity() {
        var lane = new Lane(calls::add, 10, budget);

        int taken = 0;
        for (int source = 0; source < 1_000; source++) {
            taken += offer(lane, "source " + source, "r") ? 1 : 0;
        }

        assertThat(taken).isEqualTo(10);
    }

    @Test
    void whatIsDoneMakesRoom() {
        var lane = new Lane(calls::add, 1, budget);
        offer(lane, "a", "first");

        boolean whileItWaits = offer(lane, "b", "second");
        workOn(1);
        boolean afterwards = offer(lane, "b", "second");

        assertThat(whileItWaits).isFalse();
        assertThat(afterwards).isTrue();
    }

    @Test
    void theBytesOfARequestCountWhileItIsThere() {
        var lane = new Lane(calls::add, 2, budget);
        offer(lane, "a", "taken");
        offer(lane, "a", "refused");

        long whileItWaits = budget.heldBytes();
        workOn(1);

        assertThat(whileItWaits).isEqualTo(7);
        assertThat(budget.heldBytes()).isZero();
    }

    @Test
    void aRequestThatFailsMakesRoomToo() {
        var lane = new Lane(calls::add, 1, budget);
        lane.offer(source("a"), 7, () -> {
            throw new IllegalStateException("on purpose");
        });

        assertThatThrownBy(() -> workOn(1)).hasMessage("on purpose");

        assertThat(offer(lane, "a", "next")).isTrue();
    }

    @Test
    void aRequestThatStoppedWorkersRefuseTakesNoRoom() {
        var stopped = new boolean[] {true};
        Executor workers = call -> {
            if (stopped[0]) {
                throw new RejectedExecutionException("stopped");
            }
            calls.add(call);
        };
        var lane = new Lane(workers, 1, budget);

        assertThatThrownBy(() -> offer(lane, "a", "first")).isInstanceOf(RejectedExecutionException.class);
        stopped[0] = false;

        assertThat(offer(lane, "a", "second")).isTrue();
        workOn(1);
        assertThat(done).containsExactly("second");
    }

    @Test
    void eachRequestIsWorkedOnOnceWhateverThreadsMeet() throws InterruptedException {
        int senders = 4;
        int each = 5_000;
        var worked = new AtomicInteger();
        var workers = Executors.newFixedThreadPool(3);
        var lane = new Lane(workers, senders * each * 2, budget);
        var begun = new CountDownLatch(senders);
        var threads = new ArrayList<Thread>();
        for (int sender = 0; sender < senders; sender++) {
            var source = source("source " + sender);
            var thread = new Thread(() -> {
                begun.countDown();
                for (int i = 0; i < each; i++) {
                    lane.offer(source, 7, worked::incrementAndGet);
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (var thread : threads) {
            thread.join();
        }
        workers.shutdown();

        assertThat(workers.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        assertThat(worked).hasValue(senders * each);
    }
}
