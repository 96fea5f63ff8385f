package io.lodestar.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LeakCheck.class)
@ParameterizedClass(name = "native: {0}")
@ValueSource(booleans = {true, false})
class DialerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Parameter
    boolean nativeAllowed;

    private EventLoops loops;
    private Dialer dialer;

    @BeforeEach
    void start() {
        loops = EventLoops.start(1, nativeAllowed);
        dialer = new Dialer(loops, DialerSettings.DEFAULTS);
    }

    @AfterEach
    void stop() {
        dialer.close();
        loops.close();
    }

    @Test
    void anAddressMayBeGivenAsText() throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ClientConnection client = dialer.connect("localhost:" + server.getLocalPort(), PATIENCE, Runnable::run)
                    .join();

            assertThat(client.isOpen()).isTrue();
            assertThat(client.remoteAddress().getPort()).isEqualTo(server.getLocalPort());
        }
    }

    @Test
    void aRefusedConnectionIsNamed() throws IOException {
        int port = freePort();

        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> dialer.connect("127.0.0.1:" + port, PATIENCE, Runnable::run)
                        .join())
                .havingCause()
                .isInstanceOf(ConnectException.class)
                .withMessage("cannot connect to 127.0.0.1:" + port + ": nobody listens there (connection refused)");
    }

    @Test
    void aPeerThatDoesNotAnswerIsGivenUpInTime() throws IOException {
        List<Socket> waiting = new ArrayList<>();
        try (var full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var address = new InetSocketAddress(full.getInetAddress(), full.getLocalPort());
            waiting.add(new Socket(address.getAddress(), address.getPort())); // two fill a backlog of one
            waiting.add(new Socket(address.getAddress(), address.getPort()));

            assertThatExceptionOfType(CompletionException.class)
                    .isThrownBy(() ->
                            dialer.connect(address, Duration.ofMillis(100)).join())
                    .havingCause()
                    .isInstanceOf(ConnectException.class)
                    .withMessage("cannot connect to 127.0.0.1:" + address.getPort() + ": no answer within 100 ms");
        } finally {
            for (Socket socket : waiting) {
                socket.close();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "host", ":9876", "host:", "host:port", "host:0", "host:65536"})
    void textThatIsNoHostAndPortIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> dialer.connect(text, PATIENCE, Runnable::run))
                .withMessageContaining("'" + text + "'");
    }

    @Test
    void aHostThatIsNotKnownIsNamed() {
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> dialer.connect("no-such-host.invalid:9876", PATIENCE, Runnable::run)
                        .join())
                .havingCause()
                .isInstanceOf(ConnectException.class)
                .withMessage("cannot connect to no-such-host.invalid:9876: its host name is not known");
    }

    @Test
    void aLookUpThatHangsIsGivenUpInTime() {
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> dialer.connect("localhost:9876", Duration.ofMillis(100), hanging -> {})
                        .join())
                .havingCause()
                .isInstanceOf(ConnectException.class)
                .withMessage("cannot connect to localhost:9876: its host name was not found within 100 ms");
    }

    @Test
    void aLookUpThatNobodyTakesIsNamed() {
        Executor busy = task -> {
            throw new RejectedExecutionException("on purpose");
        };

        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(
                        () -> dialer.connect("localhost:9876", PATIENCE, busy).join())
                .havingCause()
                .withMessage("cannot connect to localhost:9876: too many host names wait to be looked up");
    }

    @Test
    void anIpAddressWaitsForNoLookUp() throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ClientConnection client = dialer.connect("127.0.0.1:" + server.getLocalPort(), PATIENCE, hanging -> {})
                    .join();

            assertThat(client.isOpen()).isTrue();
        }
    }

    @Test
    void closingTheDialerClosesItsConnections() throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ClientConnection client = dialer.connect("127.0.0.1:" + server.getLocalPort(), PATIENCE, Runnable::run)
                    .join();

            dialer.close();

            assertThat(client.isOpen()).isFalse();
        }
    }

    @Test
    void anIdleConnectionIsClosed() throws IOException {
        var hasty = new Dialer(loops, new DialerSettings(Duration.ofMillis(50), 1024, 1));
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ClientConnection client = hasty.connect("127.0.0.1:" + server.getLocalPort(), PATIENCE, Runnable::run)
                    .join();

            await().until(() -> !client.isOpen());
        }
    }

    private static int freePort() throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return server.getLocalPort();
        }
    }
}
