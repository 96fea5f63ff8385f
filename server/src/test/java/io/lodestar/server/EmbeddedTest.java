package io.lodestar.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lodestar.protocol.ExtFields;
import io.lodestar.protocol.RequestCode;
import io.lodestar.protocol.ResponseCode;
import io.lodestar.server.config.Keys;
import io.lodestar.server.config.Settings;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A name server inside a program. */
class EmbeddedTest {
    @TempDir
    private Path home;

    @Test
    void aServerThatKeepsNothingServesAndTouchesNoFile() throws StartException, IOException {
        var settings = Settings.inMemory()
                .with(Keys.KV_CONFIG_PATH, home.resolve("kv/kvConfig.json"))
                .with(Keys.CONFIG_STORE_PATH, home.resolve("namesrv.properties"))
                .with(Keys.STATE_FOLDER, home.resolve("state"));

        try (var server = NameServer.start(settings);
                var peer = new Peer(server.address());
                var broker = new FakeBroker(peer, "C", "a", 0)) {
            broker.register("a", "orders");
            changeAllThatIsKept(peer);
            assertThat(peer.ask(RequestCode.GET_KV_CONFIG, Map.of("namespace", "n", "key", "k"))
                            .header()
                            .fields()
                            .text("value"))
                    .contains("v");
        }

        assertThat(filesIn(home)).isEmpty();
    }

    private static void changeAllThatIsKept(Peer peer) {
        var outcomes = List.of(
                peer.ask(RequestCode.PUT_KV_CONFIG, Map.of("namespace", "n", "key", "k", "value", "v")),
                peer.ask(RequestCode.WIPE_WRITE_PERMISSION, Map.of("brokerName", "a")),
                peer.ask(
                        RequestCode.UPDATE_CONFIG,
                        ExtFields.EMPTY,
                        Unpooled.copiedBuffer("orderMessageEnable=true", StandardCharsets.UTF_8)));
        assertThat(outcomes)
                .allSatisfy(answer -> assertThat(answer.header().code()).isEqualTo(ResponseCode.SUCCESS.code()));
    }

    @Test
    void aServerInAFolderWritesThereAloneAndTheNextOneFindsIt() throws StartException, IOException {
        var folder = home.resolve("one");
        try (var server = NameServer.start(Settings.inFolder(folder));
                var peer = new Peer(server.address())) {
            changeAllThatIsKept(peer);
        }

        try (var server = NameServer.start(Settings.inFolder(folder));
                var peer = new Peer(server.address())) {
            var kept = peer.ask(RequestCode.GET_KV_CONFIG, Map.of("namespace", "n", "key", "k"));
            assertThat(kept.header().fields().text("value")).contains("v");
        }
        assertThat(filesIn(folder)).contains(folder.resolve("kvConfig.json"), folder.resolve("namesrv.properties"));
        assertThat(filesIn(home)).allMatch(file -> file.startsWith(folder));
    }

    @Test
    void serversOfOneProgramDoNotMeet() throws StartException {
        try (var one = NameServer.start(Settings.inMemory());
                var other = NameServer.start(Settings.inMemory());
                var peer = new Peer(one.address());
                var otherPeer = new Peer(other.address());
                var broker = new FakeBroker(peer, "C", "a", 0)) {
            broker.register("a", "orders");

            assertThat(one.hostAndPort()).startsWith("127.0.0.1:").isNotEqualTo(other.hostAndPort());
            var elsewhere = otherPeer.ask(RequestCode.GET_ROUTE_INFO, Map.of("topic", "orders"));
            assertThat(elsewhere.header().code()).isEqualTo(ResponseCode.TOPIC_NOT_EXIST.code());
        }
    }

    @Test
    void aServerForAllAddressesIsReachedByThisMachinesOwn() throws StartException {
        try (var server = NameServer.start(Settings.inMemory().with(Keys.BIND_ADDRESS, "0.0.0.0"))) {
            assertThat(server.hostAndPort())
                    .isEqualTo("127.0.0.1:" + server.address().getPort());
        }
    }

    @Test
    void aValueThatAKeyCannotHaveIsRefusedWithItsBounds() {
        assertThatThrownBy(() -> Settings.inMemory().with(Keys.LISTEN_PORT, 70_000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("listenPort=70000 must be a whole number from 0 to 65535");
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
