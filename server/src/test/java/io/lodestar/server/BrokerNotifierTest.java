package io.lodestar.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lodestar.protocol.RequestCode;
import io.lodestar.registry.Member;
import io.lodestar.registry.MinBrokerIdChange;
import io.lodestar.transport.Dialer;
import io.lodestar.transport.DialerSettings;
import io.lodestar.transport.EventLoops;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Notices over real sockets, to receivers of every kind. */
class BrokerNotifierTest {
    private static final Duration AT_ONCE = BrokerNotifier.LIMIT.minusMillis(500);

    private final EventLoops loops = EventLoops.start(1);
    private final Dialer dialer = new Dialer(loops, DialerSettings.DEFAULTS);
    private final ExecutorService lookUps = Executors.newFixedThreadPool(2);
    private final BrokerNotifier notifier = new BrokerNotifier(dialer, Executors.newSingleThreadExecutor(), lookUps);

    @AfterEach
    void stop() {
        notifier.close();
        dialer.close();
        loops.close();
    }

    private static MinBrokerIdChange change(long id, String... receivers) {
        return change("g", id, receivers);
    }

    private static MinBrokerIdChange change(String group, long id, String... receivers) {
        var smallest = new Member(id, "10.0.0.1:10911", "10.0.0.1:10912", List.of());
        return new MinBrokerIdChange(group, smallest, Optional.empty(), List.of(receivers));
    }

    @Test
    void aNoticeIsOneWayAndHasTheFieldsOfTheOriginal() throws IOException {
        var left = new MinBrokerIdChange(
                "g", new Member(1, "10.0.0.1:10911", "ha", List.of()), Optional.of("10.0.0.9:10911"), List.of());
        try (var receiver = NoticeReceiver.deaf().reading()) {
            notifier.accept(change(0, receiver.address()));
            await().until(() -> receiver.received().size() == 1);
            notifier.accept(
                    new MinBrokerIdChange("g", left.smallest(), left.offlineAddress(), List.of(receiver.address())));
            await().until(() -> receiver.received().size() == 2);

            var joined = receiver.received().get(0);
            assertThat(joined.code()).isEqualTo(RequestCode.NOTIFY_MIN_BROKER_ID_CHANGE.code());
            assertThat(joined.isOneWay()).isTrue();
            assertThat(joined.fields().values())
                    .isEqualTo(Map.of(
                            "minBrokerId", "0", "minBrokerAddr", "10.0.0.1:10911", "haBrokerAddr", "10.0.0.1:10912"));
            assertThat(receiver.received().get(1).fields().values())
                    .isEqualTo(Map.of(
                            "minBrokerId",
                            "1",
                            "minBrokerAddr",
                            "10.0.0.1:10911",
                            "offlineBrokerAddr",
                            "10.0.0.9:10911"));
        }
    }

    @Test
    void ofABurstTheFirstAndTheNewestArriveAndNoneAfterANewerOne() throws IOException {
        try (var receiver = NoticeReceiver.deaf().reading()) {
            for (long id = 10; id > 0; id--) {
                notifier.accept(change(id, receiver.address()));
            }

            await().until(() -> receiver.ids().contains(1L));
            assertThat(receiver.ids()).startsWith(10L).endsWith(1L).isSortedAccordingTo((a, b) -> Long.compare(b, a));
        }
    }

    @Test
    void groupsThatShareAnAddressAreAllTold() throws IOException {
        try (var receiver = NoticeReceiver.deaf().reading()) {
            for (long id = 0; id < 20; id++) {
                notifier.accept(change("g" + id, id, receiver.address()));
            }

            await().until(() -> receiver.ids().size() == 20);
            assertThat(receiver.ids()).isSorted();
        }
    }

    @Test
    void receiversInTroubleKeepNobodyElseWaiting() throws IOException {
        try (var deaf = NoticeReceiver.deaf(); // accepts and never reads
                var hole = NoticeReceiver.blackHole();
                var receiver = NoticeReceiver.deaf().reading()) {
            var closedPort = closedPort();

            var started = System.nanoTime();
            notifier.accept(change(
                    7,
                    closedPort,
                    deaf.address(),
                    hole.address(),
                    "no-such-host.invalid:10911",
                    "no address at all",
                    receiver.address()));
            var accepting = Duration.ofNanos(System.nanoTime() - started);

            await().atMost(AT_ONCE).until(() -> receiver.ids().equals(List.of(7L)));
            assertThat(accepting)
                    .as("time that the reporter of the change lost")
                    .isLessThan(Duration.ofMillis(500));
        }
    }

    @Test
    void receiversThatAreManyTooManyStillKeepNobodyElseWaitingForLong() throws IOException {
        try (var hole = NoticeReceiver.blackHole();
                var receiver = NoticeReceiver.deaf().reading()) {
            // 127.0.0.x leads to the same full queue, so these are 64 targets that do not answer: all that may be under
            // way.
            var port = hole.address().substring(hole.address().indexOf(':'));
            var holes = Stream.iterate(1, host -> host + 1)
                    .limit(64)
                    .map(host -> "127.0.0." + host + port)
                    .toArray(String[]::new);

            notifier.accept(change(7, holes));
            notifier.accept(change(8, receiver.address()));

            await().atMost(BrokerNotifier.LIMIT.plusSeconds(5))
                    .until(() -> receiver.ids().equals(List.of(8L)));
        }
    }

    @Test
    void aLookUpThatHangsKeepsOnlyItsOwnReceiverFromBeingTold() throws Exception {
        var release = new CountDownLatch(1);
        try (var receiver = NoticeReceiver.deaf().reading()) {
            for (int thread = 0; thread < 2; thread++) {
                var unused = lookUps.submit(() -> {
                    release.await();
                    return null;
                });
            }

            notifier.accept(change(7, "localhost:10911", receiver.address()));

            await().atMost(AT_ONCE).until(() -> receiver.ids().equals(List.of(7L)));
        } finally {
            lookUps.shutdownNow(); // the one that waits is not to be done after all
            release.countDown();
        }
    }

    @Test
    void aReceiverMayBeNamed() throws IOException {
        try (var receiver = NoticeReceiver.deaf().reading()) {
            notifier.accept(change(7, receiver.address().replace("127.0.0.1", "localhost")));

            await().until(() -> receiver.ids().equals(List.of(7L)));
        }
    }

    @Test
    void aReceiverThatComesBackInTimeIsToldTheFirstAndTheNewest() throws IOException {
        try (var receiver = NoticeReceiver.blackHole()) {
            notifier.accept(change(9, receiver.address()));
            notifier.accept(change(8, receiver.address()));
            notifier.accept(change(7, receiver.address()));

            receiver.reading();

            await().until(() -> receiver.ids().contains(7L));
            assertThat(receiver.ids()).containsExactly(9L, 7L);
        }
    }

    @Test
    void aClosedNotifierTellsNobodyAndSaysSoToNobody() throws IOException {
        try (var receiver = NoticeReceiver.deaf().reading()) {
            notifier.close();

            notifier.accept(change(7, receiver.address()));

            await().during(Duration.ofMillis(200)).until(() -> receiver.ids().isEmpty());
        }
    }

    private static String closedPort() throws IOException {
        try (var port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "127.0.0.1:" + port.getLocalPort();
        }
    }
}
