package io.lodestar.interop.siege;

import static org.assertj.core.api.Assertions.assertThat;

import io.lodestar.interop.Checkout;
import io.lodestar.interop.NameServerProcess;
import io.lodestar.interop.NameServerProgram;
import io.lodestar.interop.Waiting;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** A server that is out of file descriptors, of which it was promised more at its start. */
@Isolated
final class LackOfFilesIT {
    private static final int SPARE = 50;
    private static final int TOO_MANY = 300;
    private static final int GROUP = 18;
    private static final Path FOLDER = Checkout.path("interop/target/scenes")
            .resolve(Long.toString(ProcessHandle.current().pid()))
            .resolve("LackOfFilesIT");

    private static NameServerProcess server;

    @BeforeAll
    static void start() {
        server = NameServerProcess.start(NameServerProgram.LODESTAR, FOLDER.resolve("namesrv"), Map.of(), List.of());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void whoIsConnectedIsServedAndTheNextAreWhenThereIsRoomAgain() throws IOException {
        var vitals = new Vitals(server.pid());
        var broker = new HonestBroker("honest-broker");
        try (var registering = HonestClient.started("broker", server.port(), broker, Duration.ofMillis(100));
                var asking = HonestClient.started("client", server.port(), broker.route(), Duration.ofMillis(10));
                var crowd = new Crowd(GROUP)) {
            vitals.limitOpenFiles(vitals.openFiles() + SPARE);
            crowd.join(server.port(), TOO_MANY);
            awaitMore(asking, 100);
            awaitMore(registering, 10);

            crowd.close();
            try (var late = HonestClient.started("late client", server.port(), broker.route(), Duration.ofMillis(10))) {
                awaitMore(late, 10);

                assertThat(late.fault()).isEmpty();
            }
            assertThat(asking.fault()).isEmpty();
            assertThat(registering.fault()).isEmpty();
        }
        assertThat(new ServerLog(server.log()).newFaults())
                .as("what the log says; that a file cannot be written now is true")
                .noneMatch(line ->
                        line.contains("fault") || line.contains("internal error") || line.contains("OutOfMemory"));
        assertThat(server.stop()).as("exit code").isZero();
    }

    private static void awaitMore(HonestClient client, int answers) {
        long before = client.micros().getTotalCount();
        Waiting.until(answers + " more answers")
                .until(() -> client.fault().isPresent() || client.micros().getTotalCount() >= before + answers);
    }
}
