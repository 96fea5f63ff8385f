package io.lodestar.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lodestar.protocol.ExtFields;
import io.lodestar.protocol.RequestCode;
import io.lodestar.protocol.ResponseCode;
import io.lodestar.server.config.Configuration;
import io.lodestar.server.config.Keys;
import io.lodestar.server.config.Settings;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Peers that say the last they have to say and close at once, while their first request is still worked on. */
class ClosedPeerTest {
    private static final int ENTRIES = 50; // each of them is forced to disk, so the last ones wait for long

    @TempDir
    private Path home;

    private NameServer server;

    @BeforeEach
    void start() throws StartException {
        server = NameServer.start(Configuration.of(Settings.defaults()
                .with(Keys.LISTEN_PORT, 0)
                .with(Keys.KV_CONFIG_PATH, home.resolve("kvConfig.json"))));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static void putEntries(Peer peer) {
        for (int entry = 0; entry < ENTRIES; entry++) {
            peer.tell(
                    RequestCode.PUT_KV_CONFIG,
                    ExtFields.of(Map.of("namespace", "n", "key", "k" + entry, "value", "v" + entry)));
        }
    }

    @Test
    void whatWasSentBeforeTheCloseIsDone() {
        try (var writer = new Peer(server.address())) {
            putEntries(writer);
        }

        try (var reader = new Peer(server.address())) {
            await().untilAsserted(() -> {
                var list = reader.ask(RequestCode.GET_KV_LIST, Map.of("namespace", "n"));
                assertThat(list.body().toString(UTF_8)).contains("\"k" + (ENTRIES - 1) + "\"");
            });
        }
    }

    @Test
    void aGoodbyeThatWaitsBehindOtherRequestsTakesTheBrokerAlong() {
        try (var broker = new FakeBroker(new Peer(server.address()), "C", "a", 0);
                var client = new Peer(server.address())) {
            broker.register("T", "U");

            try (var leaving = new Peer(server.address())) {
                putEntries(leaving);
                leaving.tell(
                        RequestCode.UNREGISTER_BROKER,
                        ExtFields.of(Map.of(
                                "clusterName", "C",
                                "brokerName", "a",
                                "brokerId", "0",
                                "brokerAddr", broker.address())));
            }

            await().until(() -> client.ask(RequestCode.GET_ROUTE_INFO, Map.of("topic", "T"))
                            .header()
                            .code()
                    == ResponseCode.TOPIC_NOT_EXIST.code());
        }
    }
}
