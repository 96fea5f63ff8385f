package io.lodestar.interop.truth;

import static io.lodestar.interop.truth.Broker.master;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Notices to brokers that do not listen. */
class NotificationIT {
    private static final int MEMBERS = 40;
    private static final int ROUNDS = 5;
    private static final Duration AT_ONCE = Duration.ofMillis(500);

    @RegisterExtension
    static final Stage STAGE = Stage.with(Map.of("notifyMinBrokerIdChanged", "true"));

    /** Report 1.22: the smallest id changes again and again in a group whose members' machines are gone. */
    @Test
    void unreachableMembersHoldNobodyUp() throws IOException {
        try (var gone = new Blackhole()) {
            var group = LongStream.rangeClosed(1, MEMBERS)
                    .mapToObj(id -> master("unreachable").mayAct().id(id).at("127.0.1." + id + ":" + gone.port()))
                    .toList();
            var master = master("unreachable").mayAct().at("127.0.2.1:" + gone.port());

            var seen = STAGE.play(server -> {
                group.forEach(member -> server.register("group", member));
                long start = System.nanoTime();
                for (int i = 0; i < ROUNDS; i++) {
                    server.register("master", master);
                    server.leave("master", master);
                }
                return Duration.ofNanos(System.nanoTime() - start).dividedBy(ROUNDS);
            });

            assertThat(seen.ours()).isLessThan(AT_ONCE);
            assertThat(seen.apache()).isLessThan(AT_ONCE);
        }
    }

    /** Takes no connection and refuses none: its queue is full. */
    private static final class Blackhole implements AutoCloseable {
        private static final int TIMEOUT_MILLIS = 100;

        private final ServerSocket socket;
        private final Deque<Socket> queued = new ArrayDeque<>();

        Blackhole() throws IOException {
            socket = new ServerSocket(0, 1, InetAddress.getByName("0.0.0.0"));
            while (isTaking()) {
                assertThat(queued).as("connections in a queue for one").hasSizeLessThan(20);
            }
        }

        private boolean isTaking() throws IOException {
            var client = new Socket();
            try {
                client.connect(new InetSocketAddress("127.0.0.1", port()), TIMEOUT_MILLIS);
                queued.push(client);
                return true;
            } catch (SocketTimeoutException full) {
                client.close();
                return false;
            }
        }

        int port() {
            return socket.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            for (var client : queued) {
                client.close();
            }
            socket.close();
        }
    }
}
