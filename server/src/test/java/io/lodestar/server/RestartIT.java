package io.lodestar.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lodestar.protocol.ExtFields;
import io.lodestar.protocol.RequestCode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Restarts of the process, as an operator does them. */
class RestartIT {
    private static final Pattern PORT = Pattern.compile("address 127\\.0\\.0\\.1:(\\d+)");
    private static final Duration SHORTEST_LEASE_AFTER_A_START = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    private Path configuration;

    @BeforeEach
    void configure() throws IOException {
        configuration = Files.writeString(
                folder.resolve("namesrv.properties"), "bindAddress=127.0.0.1\nlistenPort=0\nstateFolder=state\n");
    }

    private Launched start() throws IOException {
        return Launched.server(folder, "-c", configuration.toString()).awaitOutput("started in");
    }

    private static Peer peer(Launched server) {
        var port = PORT.matcher(server.output()).results().findFirst().orElseThrow();
        return new Peer(new InetSocketAddress("127.0.0.1", Integer.parseInt(port.group(1))));
    }

    @Test
    void aTerminatedServerComesBackWithItsRoutesUntilItsBrokersAreSilentForTooLong() throws Exception {
        try (var server = start();
                var broker = new FakeBroker(peer(server), "C", "a", 0)) {
            broker.register(ExtFields.of(Map.of("heartbeatTimeoutMillis", "2000")), "a", "T");
            server.terminate(); // at once, so that only the last snapshot can hold the broker
            assertThat(server.awaitExit()).isZero();
        }

        try (var server = start();
                var client = peer(server)) {
            var started = Instant.now();
            assertThat(isKnown(client))
                    .as("the broker of the snapshot is served at once")
                    .isTrue();
            server.awaitOutput("brokers 1, topics 2");

            await().atMost(SHORTEST_LEASE_AFTER_A_START.plusSeconds(20)).until(() -> !isKnown(client));
            assertThat(Duration.between(started, Instant.now())).isGreaterThan(Duration.ofSeconds(5));
        }
    }

    private static boolean isKnown(Peer client) {
        return client.ask(RequestCode.GET_ROUTE_INFO, Map.of("topic", "T"))
                        .header()
                        .code()
                == 0;
    }

    @Test
    void aStateFolderInUseIsOneLineThatNamesItAndTheRemedy() throws Exception {
        try (var first = start();
                var second = Launched.server(folder, "-c", configuration.toString())) {
            assertThat(second.awaitExit()).isEqualTo(255);
            assertThat(second.errors())
                    .isEqualTo("mqnamesrv: the state folder "
                            + folder.toRealPath().resolve("state") + " cannot be used: another name server uses it;"
                            + " set stateFolder to a folder that this server has for itself and can write to\n");
            assertThat(first.errors()).isEmpty();
        }
    }
}
