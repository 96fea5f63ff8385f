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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class ClientConnectionTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration AT_ONCE = Duration.ofMillis(50);

    private final EventLoops loops = EventLoops.start(2);
    private final Dialer dialer = new Dialer(loops, DialerSettings.DEFAULTS);
    private final List<Listener> listeners = new ArrayList<>();

    @AfterEach
    void stop() {
        dialer.close();
        listeners.forEach(Listener::close);
        loops.close();
    }

    @Test
    void aRequestGetsItsAnswer() {
        ClientConnection client = connect(serving(RecordingHandler.echo()));

        Frame answer = client.request(Frames.request(99, "hello"), PATIENCE).join();

        assertThat(answer.header().isResponse()).isTrue();
        assertThat(Frames.text(answer)).isEqualTo("1:hello"); // under the first opaque of the connection
    }

    @Test
    void threadsThatShareAConnectionGetTheirOwnAnswers() {
        ClientConnection client = connect(serving(RecordingHandler.echo()));
        var threads = new ArrayList<CompletableFuture<Void>>();

        for (int thread = 0; thread < 16; thread++) {
            String name = "thread " + thread;
            threads.add(CompletableFuture.runAsync(() -> {
                for (int i = 0; i < 500; i++) {
                    String body = name + " request " + i;
                    Frame answer =
                            client.request(Frames.request(0, body), PATIENCE).join();
                    assertThat(Frames.text(answer)).endsWith(":" + body);
                }
            }));
        }

        CompletableFuture.allOf(threads.toArray(CompletableFuture<?>[]::new)).join();
    }

    @Test
    void answersMayComeInAnyOrder() {
        var held = new AtomicReference<Frame>();
        ClientConnection client = connect(serving(new RecordingHandler((connection, request) -> {
            Frame earlier = held.getAndSet(request);
            if (earlier != null) {
                connection.send(Frames.answer(request, request.body()));
                connection.send(Frames.answer(earlier, earlier.body()));
            }
        })));

        CompletableFuture<Frame> first = client.request(Frames.request(0, "first"), PATIENCE);
        CompletableFuture<Frame> second = client.request(Frames.request(0, "second"), PATIENCE);

        assertThat(Frames.text(first.join())).endsWith(":first");
        assertThat(Frames.text(second.join())).endsWith(":second");
    }

    @Test
    void aRequestWithoutAnswerEndsInTimeAndTheLateAnswerIsDropped() {
        var late = new CompletableFuture<Runnable>();
        Listener listener = serving(new RecordingHandler((connection, request) -> {
            if (!late.complete(() -> connection.send(Frames.answer(request, request.body())))) {
                connection.send(Frames.answer(request, request.body()));
            }
        }));
        ClientConnection client = connect(listener);

        assertThat(failure(client.request(Frames.request(0, "slow"), AT_ONCE)))
                .isInstanceOf(TimeoutException.class)
                .hasMessage("no answer to request code 105 from 127.0.0.1:"
                        + listener.address().getPort() + " within 50 ms");

        late.join().run();
        assertThat(Frames.text(
                        client.request(Frames.request(0, "next"), PATIENCE).join()))
                .isEqualTo("2:next");
    }

    @Test
    void requestsFailWhenThePeerCloses() {
        Listener listener = serving(new RecordingHandler((connection, request) -> {
            request.release();
            connection.close();
        }));
        ClientConnection client = connect(listener);

        assertThat(failure(client.request(Frames.request(0), PATIENCE)))
                .isInstanceOf(IOException.class)
                .hasMessage("no answer to request code 105 from 127.0.0.1:"
                        + listener.address().getPort() + ": the connection closed");
        await().until(() -> !client.isOpen());
    }

    @Test
    void requestsFailWithTheReasonWhenThePeerSendsGarbage() {
        ClientConnection client = connect(serving(new RecordingHandler((connection, request) -> {
            connection.send(Frames.answer(request));
            request.release();
        })));
        client.request(Frames.request(0), PATIENCE).join().release();
        var strict = new Dialer(loops, new DialerSettings(Duration.ZERO, 64, 10));

        ClientConnection narrow =
                strict.connect(client.remoteAddress(), PATIENCE).join();

        assertThat(failure(narrow.request(Frames.request(0), PATIENCE)))
                .cause()
                .hasMessageStartingWith("frame of 103 bytes exceeds frameMaxLength 64");
        strict.close();
    }

    @Test
    void requestsFailWhenOurEndCloses() {
        ClientConnection client = connect(serving(RecordingHandler.silent()));
        CompletableFuture<Frame> pending = client.request(Frames.request(0), PATIENCE);

        client.close();

        assertThat(failure(pending)).isInstanceOf(IOException.class).hasMessageEndingWith(": the connection closed");
        Frame late = Frames.request(0, "late");
        await().until(() -> !client.isOpen());
        assertThat(failure(client.request(late, PATIENCE))).hasMessageEndingWith(": the connection is closed");
        await().until(() -> late.body().refCnt() == 0); // by the event loop, which may be behind
    }

    @Test
    void requestsFailAtOnceWhenTheEventLoopsAreGone() {
        ClientConnection client = connect(serving(RecordingHandler.silent()));
        loops.close();
        Frame late = Frames.request(0, "late");
        Frame later = Frames.request(0, "later");

        assertThat(failure(client.request(late, PATIENCE))).isInstanceOf(IOException.class);
        assertThat(failure(client.oneWay(later))).isInstanceOf(IOException.class);
        assertThat(failure(dialer.connect(client.remoteAddress(), PATIENCE)))
                .hasMessageEndingWith(": this side is shutting down");
        assertThat(late.body().refCnt()).isZero();
        assertThat(later.body().refCnt()).isZero();
    }

    @Test
    void aOneWayFrameArrives() {
        var arrived = new CompletableFuture<String>();
        ClientConnection client =
                connect(serving(new RecordingHandler((connection, frame) -> arrived.complete(Frames.text(frame)))));

        client.oneWay(Frames.request(5, "telling")).join();

        assertThat(arrived.join()).isEqualTo("5:telling");
    }

    @Test
    void aOneWayFrameToAClosedConnectionFails() {
        ClientConnection client = connect(serving(RecordingHandler.silent()));
        client.close();
        await().until(() -> !client.isOpen());
        Frame late = Frames.request(5, "late");

        assertThat(failure(client.oneWay(late))).isInstanceOf(IOException.class);
        assertThat(late.body().refCnt()).isZero();
    }

    @Test
    void whatThePeerAsksGoesToTheHandler() {
        var server = RecordingHandler.silent();
        Listener listener = serving(server);
        var asked = new CompletableFuture<String>();
        var handler = new RecordingHandler((connection, frame) -> asked.complete(Frames.text(frame)));
        ClientConnection client =
                dialer.connect(listener.address(), PATIENCE, handler).join();
        await().until(() -> !server.opened.isEmpty());

        server.opened.get(0).send(Frames.request(3, "notice"));
        assertThat(asked.join()).isEqualTo("3:notice");
        client.close();

        await().untilAsserted(() -> assertThat(handler.closed).hasSize(1));
        assertThat(handler.opened).isEqualTo(handler.closed);
    }

    @Test
    void anAnswerNobodyAskedForIsDropped() {
        ClientConnection client = connect(serving(new RecordingHandler((connection, request) -> {
            connection.send(Frames.answer(Frames.request(4711), Unpooled.copyInt(1)));
            connection.send(Frames.answer(request, request.body().retainedDuplicate()));
            connection.send(Frames.answer(request, request.body()));
        })));

        assertThat(Frames.text(
                        client.request(Frames.request(0, "one"), PATIENCE).join()))
                .isEqualTo("1:one");
        assertThat(Frames.text(
                        client.request(Frames.request(0, "two"), PATIENCE).join()))
                .isEqualTo("2:two");
    }

    @Test
    void requestsBeyondTheLimitAreRefusedUntilOthersEnd() {
        var narrow = new Dialer(loops, new DialerSettings(Duration.ZERO, 1024, 2));
        Listener listener = serving(RecordingHandler.silent());
        ClientConnection client = narrow.connect(listener.address(), PATIENCE).join();
        CompletableFuture<Frame> first = client.request(Frames.request(0), PATIENCE);
        CompletableFuture<Frame> second = client.request(Frames.request(0), PATIENCE);
        Frame third = Frames.request(0, "third");

        assertThat(failure(client.request(third, PATIENCE)))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("2 requests wait on connection ");
        assertThat(third.body().refCnt()).isZero();

        first.cancel(false); // an owner who gives up gives back the place
        assertThat(failure(client.request(Frames.request(0), AT_ONCE))).isInstanceOf(TimeoutException.class);
        narrow.close();
        assertThat(failure(second)).hasMessageEndingWith(": the connection closed");
    }

    @Test
    void aHeaderThatCannotBeWrittenIsTheCallersFault() {
        ClientConnection client = connect(serving(RecordingHandler.echo()));
        ExtFields tooLong = ExtFields.builder().with("n".repeat(40_000), "v").build();
        ByteBuf body = Unpooled.copyInt(1);
        var frame = new Frame(HeaderEncoding.BINARY, new Header(105, Language.JAVA, 513, 0, 0, "", tooLong), body);

        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> client.request(frame, AT_ONCE));
        assertThat(body.refCnt()).isZero();
    }

    @Test
    void aOneWayFrameThatCannotBeWrittenTakesNoRoom() {
        var narrow = new Dialer(loops, new DialerSettings(Duration.ZERO, 1024, 1));
        ClientConnection client = narrow.connect(
                        serving(RecordingHandler.silent()).address(), PATIENCE)
                .join();
        ExtFields tooLong = ExtFields.builder().with("n".repeat(40_000), "v").build();
        var frame = Frame.of(HeaderEncoding.BINARY, new Header(105, Language.JAVA, 513, 0, 2, "", tooLong));

        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> client.oneWay(frame));

        assertThat(client.oneWay(Frames.request(0))).succeedsWithin(PATIENCE);
        narrow.close();
    }

    @Test
    void manyLargeRequestsAndAnswersDoNotBlockEachOther() {
        ClientConnection client = connect(serving(RecordingHandler.echo()));
        String body = "0123456789".repeat(20_000);
        var answers = new ArrayList<CompletableFuture<Frame>>();

        for (int i = 0; i < 200; i++) { // 40 MB each way, more than all buffers between the two ends hold
            answers.add(client.request(Frames.request(0, body), PATIENCE));
        }

        for (int i = 0; i < answers.size(); i++) {
            assertThat(Frames.text(answers.get(i).join())).isEqualTo((i + 1) + ":" + body);
        }
    }

    private Listener serving(FrameHandler handler) {
        try {
            Listener listener = Listener.bind(loops, ListenerSettings.on("127.0.0.1", 0), handler);
            listeners.add(listener);
            return listener;
        } catch (IOException busy) {
            throw new AssertionError(busy);
        }
    }

    private ClientConnection connect(Listener listener) {
        return dialer.connect(listener.address(), PATIENCE).join();
    }

    private static Throwable failure(CompletableFuture<?> future) {
        try {
            return new AssertionError("ended with " + future.get());
        } catch (ExecutionException failed) {
            return Objects.requireNonNull(failed.getCause());
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
