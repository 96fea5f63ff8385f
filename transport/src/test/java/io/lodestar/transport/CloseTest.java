package io.lodestar.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a close may take when an event loop does nothing for it. */
@ParameterizedClass(name = "native: {0}")
@ValueSource(booleans = {true, false})
class CloseTest {
    @Parameter
    boolean nativeAllowed;

    @Test
    void aStuckEventLoopHoldsUpNoCloseForLong() throws IOException {
        var stuck = new CountDownLatch(1);
        var handler = new RecordingHandler((connection, request) -> {
            request.release();
            awaitUninterruptibly(stuck);
        });
        var loops = EventLoops.start(1, nativeAllowed);
        var listener = Listener.bind(loops, ListenerSettings.on("127.0.0.1", 0), handler);
        var dialer = new Dialer(loops, DialerSettings.DEFAULTS);
        var client = dialer.connect(listener.address(), Duration.ofSeconds(20)).join();
        try (Peer peer = Peer.connect(listener.address())) {
            peer.send(Frames.request(1));
            await().until(() -> handler.frames.get() == 1);

            long start = System.nanoTime();
            listener.stopAccepting();
            listener.close();
            client.close();
            dialer.close();
            loops.close();

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(1_900));
        } finally {
            stuck.countDown();
        }
        assertThat(loops.group().terminationFuture().awaitUninterruptibly(20_000))
                .as("the loop ends once it is not stuck any more")
                .isTrue();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
