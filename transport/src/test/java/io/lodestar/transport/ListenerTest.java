package io.lodestar.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.lodestar.protocol.ExtFields;
import io.lodestar.protocol.Frame;
import io.lodestar.protocol.Header;
import io.lodestar.protocol.HeaderEncoding;
import io.lodestar.protocol.Language;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LeakCheck.class)
@ParameterizedClass(name = "native: {0}")
@ValueSource(booleans = {true, false})
class ListenerTest {
    private static final ListenerSettings SETTINGS = ListenerSettings.on("127.0.0.1", 0);

    @Parameter
    boolean nativeAllowed;

    private EventLoops loops;

    @BeforeEach
    void start() {
        loops = EventLoops.start(2, nativeAllowed);
    }

    @AfterEach
    void stop() {
        loops.close();
    }

    @Test
    void aRequestIsAnswered() throws IOException {
        try (Listener listener = Listener.bind(loops, SETTINGS, RecordingHandler.echo());
                Peer peer = Peer.connect(listener.address())) {
            peer.send(Frames.request(7, "body"));

            assertThat(Frames.text(peer.read())).isEqualTo("7:body");
        }
    }

    @Test
    void aRequestSmallerThanAProxyHeaderIsAnsweredAtOnce() throws IOException {
        try (Listener listener = Listener.bind(loops, SETTINGS, RecordingHandler.echo());
                Peer peer = Peer.connect(listener.address())) {
            peer.send(new byte[] {0, 0, 0, 6, 0, 0, 0, 2, '{', '}'});

            assertThat(Frames.text(peer.read())).isEqualTo("0:");
        }
    }

    @Test
    void aLargeBodyComesBackWhole() throws IOException {
        String body = "0123456789".repeat(200_000);

        try (Listener listener = Listener.bind(loops, SETTINGS, RecordingHandler.echo());
                Peer peer = Peer.connect(listener.address())) {
            peer.send(Frames.request(1, body));

            assertThat(Frames.text(peer.read())).isEqualTo("1:" + body);
        }
    }

    @Test
    void answersFromAnotherThreadAreSent() throws IOException {
        var handler = new RecordingHandler((connection, request) -> {
            var unused = CompletableFuture.runAsync(() -> connection.send(Frames.answer(request, request.body())));
        });

        try (Listener listener = Listener.bind(loops, SETTINGS, handler);
                Peer peer = Peer.connect(listener.address())) {
            peer.send(Frames.request(1, "worked on"));

            assertThat(Frames.text(peer.read())).isEqualTo("1:worked on");
        }
    }

    @Test
    void aBusyPortIsNamedWithTheRemedy() throws IOException {
        try (Listener first = Listener.bind(loops, SETTINGS, RecordingHandler.silent())) {
            int port = first.address().getPort();

            assertThatExceptionOfType(BindException.class)
                    .isThrownBy(() ->
                            Listener.bind(loops, ListenerSettings.on("127.0.0.1", port), RecordingHandler.silent()))
                    .withMessage("port " + port + " on 127.0.0.1 is in use: stop the other process or set listenPort");
        }
    }

    @Test
    void anAddressThatIsNotOursIsNamedWithTheRemedy() {
        assertThatExceptionOfType(BindException.class)
                .isThrownBy(() -> Listener.bind(loops, ListenerSettings.on("192.0.2.1", 0), RecordingHandler.silent()))
                .withMessageStartingWith("cannot listen to port 0 on 192.0.2.1 (")
                .withMessageEndingWith("): set bindAddress or listenPort");
    }

    @Test
    void aPortIsFreeAgainOnceItsListenerIsClosed() throws IOException {
        InetSocketAddress address;
        try (Listener first = Listener.bind(loops, SETTINGS, RecordingHandler.echo());
                Peer peer = Peer.connect(first.address())) {
            peer.send(Frames.request(1));
            peer.read().release();
            address = first.address();
        }

        try (Listener second =
                Listener.bind(loops, ListenerSettings.on("127.0.0.1", address.getPort()), RecordingHandler.echo())) {
            assertThat(second.address()).isEqualTo(address);
        }
    }

    @Test
    void garbageCostsOnlyTheConnectionItCameBy() throws IOException {
        RecordingHandler handler = RecordingHandler.echo();

        try (Listener listener = Listener.bind(loops, SETTINGS, handler);
                Peer honest = Peer.connect(listener.address());
                Peer stray = Peer.connect(listener.address())) {
            stray.send("HELO, is this SMTP?\r\n".getBytes(StandardCharsets.US_ASCII));

            assertThat(stray.isClosedWithoutAWord()).isTrue();
            honest.send(Frames.request(1, "still here"));
            assertThat(Frames.text(honest.read())).isEqualTo("1:still here");
            await().untilAsserted(() -> assertThat(handler.closed).hasSize(1));
            assertThat(listener.connectionCount()).isOne();
        }
    }

    @Test
    void aFrameAboveTheLimitCostsItsConnection() throws IOException {
        ListenerSettings settings = SETTINGS.withMaxFrameBytes(1024, 1024);

        try (Listener listener = Listener.bind(loops, settings, RecordingHandler.echo());
                Peer peer = Peer.connect(listener.address())) {
            peer.send(new byte[] {0, 0, 0x03, (byte) 0xfd}); // 1021 bytes after the length field

            assertThat(peer.isClosedWithoutAWord()).isTrue();
        }
    }

    @Test
    void anIdleConnectionIsClosed() throws IOException {
        RecordingHandler handler = RecordingHandler.echo();

        try (Listener listener = Listener.bind(loops, SETTINGS.withMaxIdle(Duration.ofMillis(50)), handler);
                Peer peer = Peer.connect(listener.address())) {
            assertThat(peer.isClosedWithoutAWord()).isTrue();
            await().untilAsserted(() -> assertThat(handler.closed).hasSize(1));
        }
    }

    @Test
    void aResetIsReportedOnce() throws IOException {
        RecordingHandler handler = RecordingHandler.echo();

        try (Listener listener = Listener.bind(loops, SETTINGS, handler)) {
            Peer peer = Peer.connect(listener.address());
            peer.send(Frames.request(1));
            peer.read().release();

            peer.reset();

            await().untilAsserted(() -> assertThat(handler.closed).hasSize(1));
            assertThat(handler.closed).isEqualTo(handler.opened);
        }
        assertThat(handler.closed).as("after the listener closed too").hasSize(1);
    }

    @Test
    void bothEndsMayCloseAtOnce() throws IOException {
        RecordingHandler handler = new RecordingHandler((connection, request) -> {
            request.release();
            connection.close();
        });

        try (Listener listener = Listener.bind(loops, SETTINGS, handler)) {
            for (int i = 0; i < 50; i++) {
                Peer peer = Peer.connect(listener.address());
                peer.send(Frames.request(i));
                peer.close();
            }

            await().untilAsserted(() -> assertThat(handler.closed).hasSize(50));
            await().untilAsserted(() -> assertThat(listener.connectionCount()).isZero());
            assertThat(handler.closed).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(handler.opened);
        }
    }

    @Test
    void aListenerThatStoppedAcceptingServesWhoIsThere() throws IOException {
        try (Listener listener = Listener.bind(loops, SETTINGS, RecordingHandler.echo());
                Peer peer = Peer.connect(listener.address())) {
            peer.send(Frames.request(1));
            peer.read().release();
            InetSocketAddress address = listener.address();

            listener.stopAccepting();

            assertThatExceptionOfType(IOException.class).isThrownBy(() -> Peer.connect(address));
            peer.send(Frames.request(2, "late"));
            assertThat(Frames.text(peer.read())).isEqualTo("2:late");
        }
    }

    @Test
    void closingTheListenerClosesItsConnections() throws IOException {
        RecordingHandler handler = RecordingHandler.echo();
        Listener listener = Listener.bind(loops, SETTINGS, handler);

        try (Peer peer = Peer.connect(listener.address())) {
            peer.send(Frames.request(1));
            peer.read().release();
            assertThat(listener.connectionCount()).isOne();

            listener.close();

            assertThat(peer.isClosedWithoutAWord()).isTrue();
            await().untilAsserted(() -> assertThat(handler.closed).hasSize(1));
            assertThat(listener.connectionCount()).isZero();
        }
    }

    @Test
    void aReaderThatFallsBehindIsNotServedAheadOfItself() throws IOException {
        int requests = 10_000;
        ByteBuf body = Unpooled.directBuffer().writeZero(10_000);
        RecordingHandler handler = new RecordingHandler((connection, request) -> {
            connection.send(Frames.answer(request, body.retainedDuplicate()));
            request.release();
        });

        try (Listener listener = Listener.bind(loops, SETTINGS.withSocketBuffers(16_384, 0), handler);
                Peer peer = Peer.connectSlowly(listener.address())) {
            var writing = CompletableFuture.runAsync(() -> sendAll(peer, requests));
            await().until(() -> handler.frames.get() > 0);
            await().during(Duration.ofMillis(300)).until(() -> handler.frames.get() < 500);

            for (int i = 0; i < requests; i++) {
                Frame answer = peer.read();
                assertThat(answer.header().opaque()).isEqualTo(i);
                answer.release();
            }
            writing.join();
        }
        assertThat(body.refCnt()).isOne();
        body.release();
    }

    @Test
    void aPausedConnectionReadsNothingMore() throws IOException {
        RecordingHandler handler = new RecordingHandler((connection, request) -> {
            connection.pauseReading();
            connection.send(Frames.answer(request, request.body()));
        });

        try (Listener listener = Listener.bind(loops, SETTINGS, handler);
                Peer peer = Peer.connect(listener.address())) {
            peer.send(Frames.request(1), Frames.request(2), Frames.request(3));

            for (int expected = 1; expected <= 3; expected++) {
                assertThat(Frames.text(peer.read())).isEqualTo(expected + ":");
                assertThat(handler.frames).as("frames delivered").hasValue(expected);
                handler.opened.get(0).resumeReading();
            }
        }
    }

    @Test
    void whatAPeerSentBeforeItClosedIsServedBehindARequestThatTakesLong() throws IOException {
        var worked = new CountDownLatch(1);
        List<String> served = new CopyOnWriteArrayList<>();
        RecordingHandler handler = new RecordingHandler((connection, request) -> {
            connection.pauseReading();
            var unused = CompletableFuture.runAsync(() -> {
                awaitQuietly(worked);
                served.add(Frames.text(request));
                connection.resumeReading();
            });
        });

        try (Listener listener = Listener.bind(loops, SETTINGS, handler)) {
            Peer peer = Peer.connect(listener.address());
            peer.send(Frames.request(1, "first"));
            await().until(() -> handler.frames.get() == 1);
            peer.send(
                    Frames.request(2, "second"), Frames.request(3, "x".repeat(100_000)), Frames.request(4, "goodbye"));
            peer.close();
            await().during(Duration.ofMillis(200)).until(() -> handler.closed.isEmpty());

            worked.countDown();

            await().until(() -> handler.closed.size() == 1);
            assertThat(served).containsExactly("1:first", "2:second", "3:" + "x".repeat(100_000), "4:goodbye");
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void sendAll(Peer peer, int requests) {
        try {
            for (int i = 0; i < requests; i++) {
                peer.send(Frame.of(HeaderEncoding.JSON, header(i)));
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Returns a header that is long, so that unread requests soon fill the buffers between the two ends. */
    private static Header header(int opaque) {
        return new Header(105, Language.JAVA, 513, opaque, 0, "x".repeat(2_000), ExtFields.ABSENT);
    }
}
