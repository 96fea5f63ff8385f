package io.lodestar.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lodestar.protocol.ExtFields;
import io.lodestar.protocol.Frame;
import io.lodestar.protocol.Header;
import io.lodestar.protocol.HeaderEncoding;
import io.lodestar.protocol.RequestCode;
import io.lodestar.transport.tls.TlsServer;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** What peers may take of a listener that is meant for others too. */
@ExtendWith(LeakCheck.class)
@ParameterizedClass(name = "native: {0}")
@ValueSource(booleans = {true, false})
class BesiegedListenerTest {
    private static final ListenerSettings SETTINGS = ListenerSettings.on("127.0.0.1", 0);

    @Parameter
    boolean nativeAllowed;

    private final Refusals<ConnectionRefusal> refusals =
            new Refusals<>(ConnectionRefusal.class, System::nanoTime, line -> {});
    private final RecordingHandler handler = RecordingHandler.echo();
    private final List<AutoCloseable> opened = new ArrayList<>();

    private EventLoops loops;

    @BeforeEach
    void start() {
        loops = EventLoops.start(1, nativeAllowed);
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
        loops.close();
    }

    @Test
    void whoComesBeyondTheLimitIsClosedAtOnceAndMakesNoOneElsePay() throws IOException {
        var limits = new ListenerLimits(SourceRanges.NONE, 3, 3, 60, 45);
        try (Listener listener = listen(limits, 1 << 30)) {
            var guests = List.of(connect(listener), connect(listener), connect(listener));
            guests.forEach(this::isServed);

            assertThat(connect(listener).isClosedWithoutAWord()).isTrue();
            assertThat(refusals.count(ConnectionRefusal.TOO_MANY_CONNECTIONS)).isOne();
            guests.forEach(this::isServed);

            guests.get(0).close();
            await().until(() -> listener.connectionCount() == 2);
            isServed(connect(listener));
        }
    }

    @Test
    void oneSourceMayNotTakeAllPlaces() throws IOException {
        var limits = new ListenerLimits(SourceRanges.NONE, 100, 2, 60, 45);
        try (Listener listener = listen(limits, 1 << 30)) {
            var guests = List.of(connect(listener), connect(listener));
            guests.forEach(this::isServed);

            assertThat(connect(listener).isClosedWithoutAWord()).isTrue();
            assertThat(refusals.count(ConnectionRefusal.TOO_MANY_FROM_SOURCE)).isOne();

            guests.get(1).close();
            await().until(() -> listener.connectionCount() == 1);
            isServed(connect(listener));
        }
    }

    @Test
    void atAProxyTheAddressThatItTellsIsCounted() throws IOException {
        var proxies = SourceRanges.parse(List.of("127.0.0.1"));
        var limits = new ListenerLimits(proxies, 100, 1, 60, 45);
        try (Listener listener = listen(limits, 1 << 30)) {
            for (int host = 1; host < 4; host++) {
                Peer guest = connect(listener);
                guest.send(header(host));
                isServed(guest);
            }

            Peer another = connect(listener);
            another.send(header(1));

            assertThat(another.isClosedWithoutAWord()).isTrue();
            assertThat(refusals.count(ConnectionRefusal.TOO_MANY_FROM_SOURCE)).isOne();
        }
    }

    @Test
    void aFrameThatIsBegunAndDoesNotComeIsGivenUp() throws IOException {
        var limits = new ListenerLimits(SourceRanges.NONE, 0, 0, 1, 45);
        try (Listener listener = listen(limits, 1 << 30)) {
            Peer silent = connect(listener);
            List<Peer> slow = new ArrayList<>();
            for (byte[] begun :
                    List.of(new byte[] {0}, new byte[] {0, 0, 0, 90, 0, 0}, "GE".getBytes(StandardCharsets.US_ASCII))) {
                slow.add(connect(listener));
                slow.get(slow.size() - 1).send(begun);
            }

            for (Peer each : slow) {
                assertThat(each.isClosedWithoutAWord()).isTrue();
            }
            assertThat(refusals.count(ConnectionRefusal.SLOW_SENDER)).isEqualTo(3);
            isServed(silent);
        }
    }

    @Test
    void framesThatTrickleButEndAreNotSlow() throws IOException {
        var limits = new ListenerLimits(SourceRanges.NONE, 0, 0, 2, 45);
        byte[] request = Frames.bytes(Frames.request(1, "x"));
        try (Listener listener = listen(limits, 1 << 30)) {
            Peer peer = connect(listener);
            peer.send(Arrays.copyOf(request, request.length / 2));
            for (int round = 0; round < 4; round++) { // there is always one that is begun, and each of them ends
                awaitASecond();
                peer.send(Arrays.copyOfRange(request, request.length / 2, request.length));
                peer.send(Arrays.copyOf(request, request.length / 2));
                assertThat(Frames.text(peer.read())).isEqualTo("1:x");
            }
            assertThat(refusals.count(ConnectionRefusal.SLOW_SENDER)).isZero();
        }
    }

    @Test
    void whoReadsNothingOfItsAnswersIsGivenUp() throws IOException {
        var limits = new ListenerLimits(SourceRanges.NONE, 0, 0, 60, 1);
        try (Listener listener = listen(limits, 1 << 30)) {
            Peer honest = connect(listener);
            Peer slow = Peer.connectSlowly(listener.address());
            opened.add(slow);
            String body = "b".repeat(4_000_000);
            startDaemon(() -> sendAll(slow, Frames.bytes(Frames.request(1, body), Frames.request(2, body))));

            await().atMost(Duration.ofSeconds(20)).until(() -> refusals.count(ConnectionRefusal.SLOW_READER) == 1);
            await().until(() -> listener.connectionCount() == 1);
            isServed(honest);
        }
    }

    @Test
    void longFramesWaitForRoomAndComeThroughOneAfterTheOther() throws IOException {
        int limitBytes = 3_000_000;
        byte[] registration = registration(2_500_000);
        var budget = new MemoryBudget(limitBytes);
        var defences = new Defences(ListenerLimits.DEFAULT, budget, refusals, TlsServer.DISABLED);
        try (Listener listener = Listener.bind(loops, SETTINGS, RecordingHandler.silent(), defences)) {
            var brokers = new ArrayList<Thread>();
            for (int i = 0; i < 8; i++) {
                Peer broker = connect(listener);
                brokers.add(new Thread(() -> sendAll(broker, registration)));
            }
            brokers.forEach(Thread::start);
            long highest = 0;
            while (brokers.stream().anyMatch(Thread::isAlive)) {
                highest = Math.max(highest, budget.heldBytes());
                Thread.onSpinWait();
            }

            await().until(() -> budget.heldBytes() == 0);
            assertThat(highest)
                    .as("what was held at a time")
                    .isLessThan(limitBytes + registration.length + 8L * ReadSizes.LONG_READ_BYTES);
            assertThat(refusals.counts().values()).containsOnly(0L);
        }
    }

    @Test
    void shortRequestsAreServedWhileLongOnesFillTheMemory() throws IOException {
        byte[] registration = registration(900_000);
        try (Listener listener = listen(ListenerLimits.DEFAULT, 1_000_000)) {
            for (int i = 0; i < 6; i++) {
                Peer attacker = connect(listener);
                var sender = new Thread(() -> sendAll(attacker, Arrays.copyOf(registration, registration.length - 1)));
                sender.setDaemon(true);
                sender.start();
            }
            Peer honest = connect(listener);

            for (int i = 0; i < 50; i++) {
                isServed(honest);
            }
        }
    }

    @Test
    void aConnectionThatGoesAwayGivesBackWhatItHeld() throws IOException {
        var budget = new MemoryBudget(1 << 30);
        var defences = new Defences(ListenerLimits.DEFAULT, budget, refusals, TlsServer.DISABLED);
        try (Listener listener = Listener.bind(loops, SETTINGS, handler, defences)) {
            byte[] begun = Arrays.copyOf(registration(900_000), 800_000);
            Peer closing = connect(listener);
            Peer resetting = connect(listener);
            closing.send(begun);
            resetting.send(begun);
            await().until(() -> budget.heldBytes() == 2 * begun.length);

            closing.close();
            resetting.reset();

            await().until(() -> budget.heldBytes() == 0);
        }
    }

    @Test
    void whoeverPipelinesDoesNotKeepTheLoopFromOthers() throws IOException {
        byte[] burst = burst(20_000);
        var slowness = new RecordingHandler((connection, request) -> {
            busy(Duration.ofNanos(20_000)); // so all of one burst is 400 ms of work
            connection.send(Frames.answer(request));
            request.release();
        });
        try (Listener listener = Listener.bind(loops, SETTINGS, slowness, defences(ListenerLimits.DEFAULT, 1 << 30))) {
            for (int i = 0; i < 8; i++) {
                Peer greedy = connect(listener);
                startDaemon(() -> sendAll(greedy, burst));
                startDaemon(() -> readAll(greedy));
            }
            Peer honest = connect(listener);
            await().until(() -> slowness.frames.get() > 1_000);

            int before = slowness.frames.get();
            honest.send(Frames.request(7, "me too"));
            honest.read().release();

            assertThat(slowness.frames.get() - before)
                    .as("requests of others that were served before that of the honest one")
                    .isLessThan(2 * 8 * 700); // each connection's turn is 16 KiB, of which there may be two
        }
    }

    private static byte[] burst(int count) {
        var frames = new Frame[count];
        for (int i = 0; i < count; i++) {
            frames[i] = Frames.request(i);
        }
        return Frames.bytes(frames);
    }

    private static void busy(Duration time) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < time.toNanos()) {
            Thread.onSpinWait();
        }
    }

    private static void awaitASecond() {
        long start = System.nanoTime();
        await().pollInterval(Duration.ofMillis(50)).until(() -> System.nanoTime() - start > 1_000_000_000L);
    }

    private static void startDaemon(Runnable task) {
        var thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
    }

    private static void sendAll(Peer peer, byte[] bytes) {
        try {
            peer.send(bytes);
        } catch (IOException closed) {
            // the listener, or the test, is done with it
        }
    }

    private static void readAll(Peer peer) {
        try {
            while (true) {
                peer.read().release();
            }
        } catch (IOException closed) {
            // the listener, or the test, is done with it
        }
    }

    private static byte[] registration(int bodyBytes) {
        var header = Header.request(RequestCode.REGISTER_BROKER, 1, ExtFields.ABSENT);
        return Frames.bytes(new Frame(HeaderEncoding.JSON, header, Unpooled.wrappedBuffer(new byte[bodyBytes])));
    }

    private static byte[] header(int host) {
        return ("PROXY TCP4 203.0.113." + host + " 10.0.0.1 4711 9876\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    private void isServed(Peer peer) {
        try {
            peer.send(Frames.request(5, "hello"));
            assertThat(Frames.text(peer.read())).isEqualTo("5:hello");
        } catch (IOException lost) {
            throw new AssertionError("an honest peer lost its connection", lost);
        }
    }

    private Peer connect(Listener listener) throws IOException {
        var peer = Peer.connect(listener.address());
        opened.add(peer);
        return peer;
    }

    private Listener listen(ListenerLimits limits, long budgetBytes) throws IOException {
        return Listener.bind(loops, SETTINGS, handler, defences(limits, budgetBytes));
    }

    private Defences defences(ListenerLimits limits, long budgetBytes) {
        return new Defences(limits, new MemoryBudget(budgetBytes), refusals, TlsServer.DISABLED);
    }
}
