package io.lodestar.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lodestar.server.NameServer;
import io.lodestar.server.StartException;
import io.lodestar.server.config.HttpKeys;
import io.lodestar.server.config.HttpPort;
import io.lodestar.server.config.Keys;
import io.lodestar.server.config.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of docs/embedding.md. */
class EmbeddingExamplesTest {
    @TempDir
    private Path folder;

    @Test
    void aServerInThreeLines() throws StartException {
        // example: EmbedInMemory
        try (var server = NameServer.start(Settings.inMemory())) {
            System.setProperty("rocketmq.namesrv.addr", server.hostAndPort());
        }
        // end of example
        assertThat(System.clearProperty("rocketmq.namesrv.addr")).startsWith("127.0.0.1:");
    }

    @Test
    void aServerThatKeepsWhatItKnows() throws StartException {
        // example: EmbedInFolder
        var settings = Settings.inFolder(folder)
                .with(Keys.BIND_ADDRESS, "0.0.0.0")
                .with(Keys.LISTEN_PORT, 0) // 9876 where it is free
                .with(Keys.ORDER_MESSAGE_ENABLE, true);
        try (var server = NameServer.start(settings)) {
            assertThat(server.address().getPort()).isPositive();
        }
        // end of example
        assertThat(Files.isDirectory(folder.resolve("state"))).isTrue();
    }

    @Test
    void aServerWithHttp() throws StartException {
        // example: EmbedWithHttp
        var settings = Settings.inMemory().with(HttpKeys.HTTP_PORT, HttpPort.of(0)); // a free one
        try (var server = NameServer.start(settings)) {
            assertThat(server.httpAddress()).isPresent();
        }
        // end of example
    }

    @Test
    void aBrokerThatIsMadeUp() throws StartException {
        try (var server = NameServer.start(Settings.inMemory())) {
            // example: FakeBroker
            try (var broker = FakeBroker.start(server.hostAndPort(), "broker-a", "orders", "bills")) {
                broker.putTopics("later");
                broker.kill(); // as kill -9 does; close() alone says goodbye
            }
            // end of example
            await().until(() -> Asked.brokersOf(server.hostAndPort(), "orders")
                    .filter(Set.of("broker-a")::equals)
                    .isEmpty());
        }
    }
}
