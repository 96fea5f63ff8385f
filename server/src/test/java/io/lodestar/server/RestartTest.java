package io.lodestar.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lodestar.protocol.RequestCode;
import io.lodestar.protocol.ResponseCode;
import io.lodestar.server.config.Configuration;
import io.lodestar.server.config.Keys;
import io.lodestar.server.config.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the next server finds, and what it needs to start. */
class RestartTest {
    @TempDir
    private Path home;

    private Settings settings() {
        return Settings.defaults()
                .with(Keys.LISTEN_PORT, 0)
                .with(Keys.KV_CONFIG_PATH, home.resolve("kvConfig.json"))
                .with(Keys.CONFIG_STORE_PATH, home.resolve("namesrv.properties"));
    }

    private static NameServer start(Settings settings) throws StartException {
        return NameServer.start(Configuration.of(settings));
    }

    @Test
    void twoServersDoNotShareAStateFolder() throws StartException {
        try (var first = start(settings())) {
            assertThatThrownBy(() -> start(settings()))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining(home.resolve("lodestar-0").toString())
                    .hasMessageContaining("another name server uses it; set stateFolder to");
            first.close();

            start(settings()).close();
        }
    }

    @Test
    void aServerThatCannotListenGivesItsStateFolderBack() throws StartException {
        var other = settings().with(Keys.STATE_FOLDER, home.resolve("other"));
        try (var first = start(settings())) {
            int taken = first.address().getPort();

            assertThatThrownBy(() -> start(other.with(Keys.LISTEN_PORT, taken)))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("listenPort");

            start(other).close();
        }
    }

    @Test
    void aRestartedServerAnswersTheSameBytesBeforeAnyBrokerReports() throws Exception {
        var topics = List.of("a", "b", "T", "U", "shared");
        List<String> before;
        try (var server = start(settings());
                var one = broker(server, "a");
                var other = broker(server, "b");
                var client = new Peer(server.address())) {
            one.register("a", "T", "shared");
            other.register("b", "U", "shared");
            before = routes(client, topics);
            server.close(); // takes the connections along, and with them no broker
        }

        try (var server = start(settings());
                var client = new Peer(server.address())) {
            assertThat(routes(client, topics)).isEqualTo(before);
            assertThat(before.get(4)).contains("\"a\"", "\"b\"");
        }
    }

    @Test
    void aBrokerThatReportsAfterTheRestartIsHeldByItsConnectionAgain() throws Exception {
        try (var server = start(settings());
                var broker = broker(server, "a")) {
            broker.register("a", "T");
            server.close();
        }

        try (var server = start(settings());
                var client = new Peer(server.address())) {
            var broker = broker(server, "a");
            assertThat(broker.register("a", "T").header().code()).isZero();
            broker.close();

            await().until(() -> route(client, "T").isEmpty());
        }
    }

    @Test
    void withoutWarmRestartAServerStartsEmptyAndForgetsTheSnapshot() throws Exception {
        try (var server = start(settings());
                var broker = broker(server, "a")) {
            broker.register("a", "T");
            server.close();
        }
        assertThat(state("snapshot")).exists();

        try (var server = start(settings().with(Keys.WARM_RESTART, false));
                var client = new Peer(server.address());
                var broker = broker(server, "b")) {
            assertThat(route(client, "T")).isEmpty();
            broker.register("b", "U");
            server.close();
        }

        assertThat(state("snapshot")).doesNotExist();
        try (var server = start(settings());
                var client = new Peer(server.address())) {
            assertThat(route(client, "U")).isEmpty();
        }
    }

    @Test
    void aDamagedSnapshotIsSetAsideAndTheServerStartsEmpty() throws Exception {
        try (var server = start(settings());
                var broker = broker(server, "a")) {
            broker.register("a", "T");
            server.close();
        }
        var bytes = Files.readAllBytes(state("snapshot"));
        bytes[bytes.length / 2]++;
        Files.write(state("snapshot"), bytes);

        try (var server = start(settings());
                var client = new Peer(server.address())) {
            assertThat(route(client, "T")).isEmpty();
        }

        assertThat(home.resolve("lodestar-0")).isDirectoryContaining("glob:**/snapshot.damaged-*");
    }

    @Test
    void aSnapshotIsWrittenWhileTheServerRuns() throws Exception {
        try (var server = start(settings());
                var broker = broker(server, "a")) {
            broker.register("a", "T");

            await().until(() -> Files.exists(state("snapshot")));
        }
    }

    @Test
    void aDrainOutlivesRestartsAndRegistrations() throws Exception {
        try (var server = start(settings());
                var broker = broker(server, "a");
                var admin = new Peer(server.address())) {
            broker.register("a", "T");
            drain(admin, RequestCode.WIPE_WRITE_PERMISSION);
        }

        try (var server = start(settings().with(Keys.WARM_RESTART, false));
                var broker = broker(server, "a");
                var admin = new Peer(server.address())) {
            broker.register("a", "T");
            assertThat(route(admin, "T").orElseThrow()).contains("\"perm\":4");
            drain(admin, RequestCode.ADD_WRITE_PERMISSION);
            assertThat(route(admin, "T").orElseThrow()).contains("\"perm\":6");
        }

        try (var server = start(settings());
                var broker = broker(server, "a");
                var admin = new Peer(server.address())) {
            broker.register("a", "T");
            assertThat(route(admin, "T").orElseThrow()).contains("\"perm\":6");
        }
    }

    @Test
    void aDrainThatTheDiskRefusesIsRefusedAndNotInForce() throws Exception {
        try (var server = start(settings());
                var broker = broker(server, "a");
                var admin = new Peer(server.address())) {
            broker.register("a", "T");
            var inTheWay = Files.createDirectories(
                    state("drains." + ProcessHandle.current().pid() + ".tmp").resolve("full"));

            var refused = admin.ask(RequestCode.WIPE_WRITE_PERMISSION, Map.of("brokerName", "a"));

            assertThat(refused.header().code()).isEqualTo(ResponseCode.SYSTEM_ERROR.code());
            assertThat(refused.header().remark()).startsWith("not kept on disk: ");
            assertThat(route(admin, "T").orElseThrow()).contains("\"perm\":6");

            Files.delete(inTheWay);
            Files.delete(inTheWay.getParent());
            drain(admin, RequestCode.WIPE_WRITE_PERMISSION);
            assertThat(route(admin, "T").orElseThrow()).contains("\"perm\":4");
        }
    }

    @Test
    void theWaitForServiceEndsOnceAllBrokersOfTheSnapshotHaveReported() throws Exception {
        var waiting = settings().with(Keys.NEED_WAIT_FOR_SERVICE, true).with(Keys.WAIT_SECONDS_FOR_SERVICE, 3_600);
        try (var server = start(waiting);
                var one = broker(server, "a");
                var other = broker(server, "b");
                var client = new Peer(server.address())) {
            one.register("a", "T");
            other.register("b", "T");
            assertNotReady(client); // it started cold, so nobody knows who is missing
            server.close();
        }

        try (var server = start(waiting);
                var one = broker(server, "a");
                var other = broker(server, "b");
                var client = new Peer(server.address())) {
            assertNotReady(client);
            one.register("a", "T");
            assertNotReady(client);
            other.register("b", "T");

            assertThat(route(client, "T").orElseThrow()).contains("\"a\"", "\"b\"");
        }
    }

    private static void assertNotReady(Peer client) {
        var answer = client.ask(RequestCode.GET_ROUTE_INFO, Map.of("topic", "T"));
        assertThat(answer.header().code()).isEqualTo(ResponseCode.SYSTEM_ERROR.code());
        assertThat(answer.header().remark()).isEqualTo("name server not ready");
    }

    private static void drain(Peer admin, RequestCode code) {
        var answer = admin.ask(code, Map.of("brokerName", "a"));
        assertThat(answer.header().code()).as(answer.header().toString()).isZero();
    }

    private static FakeBroker broker(NameServer server, String name) {
        return new FakeBroker(new Peer(server.address()), "C", name, 0);
    }

    private Path state(String name) {
        return home.resolve("lodestar-0").resolve(name);
    }

    private static List<String> routes(Peer client, List<String> topics) {
        return topics.stream()
                .map(topic -> route(client, topic).orElse("no route"))
                .toList();
    }

    private static Optional<String> route(Peer client, String topic) {
        var answer = client.ask(RequestCode.GET_ROUTE_INFO, Map.of("topic", topic));
        return answer.header().code() == 0 ? Optional.of(answer.body().toString(UTF_8)) : Optional.empty();
    }
}
