package io.lodestar.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is counted of all that passes, on a clock of the test's and on real connections. */
@ExtendWith(LeakCheck.class)
class TrafficTest {
    private final AtomicLong clock = new AtomicLong(-17);
    private final Traffic traffic = new Traffic(clock::get);

    @Test
    void eachAnswerOfABatchCountsWithTheTimeOfTheBatch() {
        traffic.beginBatch();
        clock.addAndGet(30_000);
        traffic.endBatch(7);

        assertThat(traffic.answers().count(classUpTo(50_000))).isEqualTo(7);
        assertThat(traffic.answers().count()).isEqualTo(7);
        assertThat(traffic.answers().totalNanos()).isEqualTo(210_000);
    }

    @Test
    void aLoopThatComesToItsTimerInTimeIsNotLate() {
        clock.addAndGet(TimeUnit.SECONDS.toNanos(1));

        traffic.beginSecondlyTask();

        assertThat(traffic.lags().totalNanos()).isZero();
        assertThat(traffic.lags().count(0)).isEqualTo(1);
    }

    @Test
    void whatHeldALoopUpIsItsLagAndIsNotCountedTwice() {
        clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(1_300));
        traffic.beginSecondlyTask();
        traffic.endSecondlyTask();
        clock.addAndGet(TimeUnit.SECONDS.toNanos(1));
        traffic.beginSecondlyTask();

        assertThat(traffic.lags().totalNanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(300));
        assertThat(traffic.lags().count(classUpTo(500_000_000))).isEqualTo(1);
    }

    @Test
    void aBoundBelongsToTheClassBelowIt() {
        var durations = new Durations();

        IntStream.range(0, Durations.CLASSES - 1).forEach(number -> durations.add(Durations.boundNanos(number)));
        durations.add(Long.MAX_VALUE / 2);

        assertThat(IntStream.range(0, Durations.CLASSES).mapToLong(durations::count))
                .as("one in each class")
                .containsOnly(1L);
    }

    @Test
    void connectionsCountWhatPassesAndWhatIsAnsweredAtOnce() throws IOException {
        var loops = EventLoops.start(2);
        try (loops;
                var listener = Listener.bind(loops, ListenerSettings.on("127.0.0.1", 0), RecordingHandler.echo());
                var one = Peer.connect(listener.address());
                var other = Peer.connect(listener.address())) {
            var request = Frames.bytes(Frames.request(1, "body"));
            one.send(Frames.request(1, "body"), Frames.request(1, "body"));
            other.send(Frames.request(1, "body"));

            for (var peer : new Peer[] {one, one, other}) {
                assertThat(Frames.text(peer.read())).isEqualTo("1:body");
            }

            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(
                                    sum(listener, each -> each.answers().count()))
                            .isEqualTo(3));
            assertThat(sum(listener, Traffic::bytesReceived)).isEqualTo(3L * request.length);
            assertThat(sum(listener, Traffic::bytesSent)).isGreaterThan(3 * 8);
            assertThat(sum(listener, each -> each.answers().totalNanos())).isPositive();
        }
    }

    @Test
    void whatAnotherThreadAnswersIsNotTimedWithTheBatchThatBroughtIt() throws IOException {
        var loops = EventLoops.start(1);
        var later = new RecordingHandler((connection, request) ->
                new Thread(() -> connection.send(Frames.answer(request, request.body()))).start());
        try (loops;
                var listener = Listener.bind(loops, ListenerSettings.on("127.0.0.1", 0), later);
                var peer = Peer.connect(listener.address())) {
            peer.send(Frames.request(1, "body"));

            assertThat(Frames.text(peer.read())).isEqualTo("1:body");
            assertThat(sum(listener, each -> each.answers().count())).isZero();
        }
    }

    private static long sum(Listener listener, ToLongFunction<Traffic> number) {
        return listener.traffic().stream().mapToLong(number).sum();
    }

    private static int classUpTo(long nanos) {
        return IntStream.range(0, Durations.CLASSES)
                .filter(number -> Durations.boundNanos(number) == nanos)
                .findFirst()
                .orElseThrow();
    }
}
