package io.lodestar.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import io.lodestar.protocol.ExtFields;
import io.lodestar.protocol.Frame;
import io.lodestar.protocol.FrameCodec;
import io.lodestar.protocol.HeaderEncoding;
import io.lodestar.protocol.Release;
import io.lodestar.protocol.RequestCode;
import io.lodestar.protocol.ResponseCode;
import io.lodestar.protocol.body.DataVersion;
import io.lodestar.server.config.Configuration;
import io.lodestar.server.config.Keys;
import io.lodestar.server.config.Settings;
import io.netty.buffer.Unpooled;
import java.io.DataInputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server through its front door: sockets in, sockets out. */
class NameServerTest {
    private static final String ROUTE_OF_ONE_BROKER =
            "{\"brokerDatas\":[{\"brokerAddrs\":{%s:\"%s\"},\"brokerName\":\"a\",\"cluster\":\"C\","
                    + "\"enableActingMaster\":false}],\"filterServerTable\":{},\"queueDatas\":[{\"brokerName\":\"a\","
                    + "\"perm\":6,\"readQueueNums\":4,\"topicSysFlag\":0,\"writeQueueNums\":4}]}";

    @TempDir
    private Path home;

    private final List<AutoCloseable> open = new ArrayList<>();
    private NameServer server;

    @BeforeEach
    void start() throws StartException {
        server = NameServer.start(Configuration.of(settings()));
    }

    private Settings settings() {
        return Settings.defaults()
                .with(Keys.LISTEN_PORT, 0)
                .with(Keys.KV_CONFIG_PATH, home.resolve("kvConfig.json"))
                .with(Keys.CONFIG_STORE_PATH, home.resolve("namesrv.properties"));
    }

    @AfterEach
    void stop() throws Exception {
        for (var each : open) {
            each.close();
        }
        server.close();
    }

    private Peer peer() {
        var peer = new Peer(server.address());
        open.add(peer);
        return peer;
    }

    private FakeBroker broker(String name, long id) {
        return broker(peer(), name, id);
    }

    private static FakeBroker broker(Peer peer, String name, long id) {
        return new FakeBroker(peer, "C", name, id);
    }

    private Frame route(Peer peer, String topic) {
        return peer.ask(RequestCode.GET_ROUTE_INFO, Map.of("topic", topic));
    }

    private static String body(Frame frame) {
        return frame.body().toString(UTF_8);
    }

    private static void assertCode(Frame answer, ResponseCode code) {
        assertThat(answer.header().code()).as(answer.header().toString()).isEqualTo(code.code());
    }

    @Test
    void aRegisteredTopicIsFoundInTheDialectOfItsReader() {
        var broker = broker("a", 0);
        assertCode(broker.register("T", "U"), ResponseCode.SUCCESS);

        for (var encoding : HeaderEncoding.values()) {
            var modern = route(peer().speaking(encoding, Release.V4_9_4), "T");
            var legacy = route(peer().speaking(encoding, Release.V4_9_4 - 2), "T");

            assertThat(modern.encoding()).isEqualTo(encoding);
            assertThat(body(modern)).isEqualTo(ROUTE_OF_ONE_BROKER.formatted("\"0\"", broker.address()));
            assertThat(body(legacy)).isEqualTo(ROUTE_OF_ONE_BROKER.formatted("0", broker.address()));
        }
    }

    @Test
    void aTopicThatNobodyHasIsRefusedByName() {
        var answer = route(peer(), "nobody's");

        assertCode(answer, ResponseCode.TOPIC_NOT_EXIST);
        assertThat(answer.header().remark()).contains("nobody's");
        assertThat(answer.header().fields().isPresent()).isFalse();
    }

    @Test
    void aLostConnectionTakesAllItsBrokersAlongAndNoOther() {
        var container = peer();
        broker(container, "a", 0).register("T", "U");
        broker(container, "b", 0).register("T", "U");
        broker("c", 0).register("T", "U");

        container.close();

        var client = peer();
        await().until(() -> !body(route(client, "T")).contains("\"b\""));
        assertThat(body(route(client, "T"))).doesNotContain("\"a\"").contains("\"c\"");
    }

    @Test
    void aBrokenConnectionTakesItsBrokerAlong() {
        var line = peer();
        broker(line, "a", 0).register("T", "U");

        line.reset();

        awaitNoRoute("T");
    }

    @Test
    void anIdleConnectionTakesItsBrokerAlong() throws StartException {
        server.close();
        server = NameServer.start(Configuration.of(settings().with(Keys.SERVER_CHANNEL_MAX_IDLE_TIME_SECONDS, 1)));

        broker("a", 0).register("T", "U");

        awaitNoRoute("T");
    }

    @Test
    void anExpiredBrokerLeavesTheRoutes() throws StartException {
        server.close();
        server = NameServer.start(Configuration.of(settings().with(Keys.SCAN_NOT_ACTIVE_BROKER_INTERVAL, 20L)));
        var broker = broker("a", 0);

        broker.register(ExtFields.of(Map.of("heartbeatTimeoutMillis", "50")), "T", "U");

        awaitNoRoute("T");
    }

    private void awaitNoRoute(String topic) {
        var client = peer();
        await().until(() -> route(client, topic).header().code() == ResponseCode.TOPIC_NOT_EXIST.code());
    }

    @Test
    void aGoodbyeTakesEffectBeforeItIsAnswered() {
        var broker = broker("a", 0);
        broker.register("T", "U");

        assertCode(broker.unregister(), ResponseCode.SUCCESS);

        assertCode(route(peer(), "T"), ResponseCode.TOPIC_NOT_EXIST);
    }

    @Test
    void aSlaveLearnsWhereItsMasterIs() {
        var master = broker("a", 0);
        master.register("T", "U");

        var answer = broker("a", 1).register("T", "U");

        assertThat(answer.header().fields().values())
                .containsEntry("masterAddr", master.address())
                .containsEntry("haServerAddr", master.address() + "0");
    }

    @Test
    void requestsOfOneConnectionTakeEffectInTheirOrder() {
        var broker = broker("a", 0);
        var peer = peer();

        for (int round = 0; round < 50; round++) {
            broker.register("T" + round, "U");
            assertCode(route(peer, "T" + round), ResponseCode.SUCCESS);
            peer.ask(RequestCode.DELETE_TOPIC, Map.of("topic", "T" + round));
            assertCode(route(peer, "T" + round), ResponseCode.TOPIC_NOT_EXIST);
        }
    }

    @Test
    void aRegistrationWithAWrongChecksumChangesNothing() {
        var answer = broker("a", 0).register(ExtFields.of(Map.of("bodyCrc32", "1")), "T", "U");

        assertCode(answer, ResponseCode.SYSTEM_ERROR);
        assertThat(answer.header().remark()).isEqualTo("crc32 not match");
        assertCode(route(peer(), "T"), ResponseCode.TOPIC_NOT_EXIST);
    }

    @Test
    void aRegistrationWithoutANameSaysWhichOne() {
        var answer = peer().ask(RequestCode.REGISTER_BROKER, Map.of("clusterName", "C", "brokerId", "0"));

        assertCode(answer, ResponseCode.SYSTEM_ERROR);
        assertThat(answer.header().remark()).contains("brokerName");
        assertThat(body(peer().ask(RequestCode.GET_CLUSTER_INFO, Map.of())))
                .isEqualTo("{\"brokerAddrTable\":{},\"clusterAddrTable\":{}}");
    }

    @Test
    void aDataVersionIsAnsweredToItsBroker() {
        var broker = broker("a", 0);
        var unknown = broker.queryDataVersion(new DataVersion(0, 1, 2));
        broker.register("T", "a");

        var same = broker.queryDataVersion(new DataVersion(0, 1, 2));
        var other = broker.queryDataVersion(new DataVersion(0, 1, 3));

        assertThat(unknown.header().fields().text("changed")).contains("true");
        assertThat(same.header().fields().text("changed")).contains("false");
        assertThat(other.header().fields().text("changed")).contains("true");
        assertThat(body(other)).isEqualTo("{\"counter\":2,\"stateVersion\":0,\"timestamp\":1}");
    }

    @Test
    void aDrainWithholdsTheWritePermissionUntilItIsLifted() {
        var broker = broker("a", 0);
        broker.register("T", "U");
        var admin = peer();

        var wiped = admin.ask(RequestCode.WIPE_WRITE_PERMISSION, Map.of("brokerName", "a"));
        broker.register("T", "U", "V");

        assertThat(wiped.header().fields().text("wipeTopicCount")).contains("2");
        assertThat(body(route(admin, "V"))).contains("\"perm\":4");
        var added = admin.ask(RequestCode.ADD_WRITE_PERMISSION, Map.of("brokerName", "a"));
        assertThat(added.header().fields().text("addTopicCount")).contains("3");
        assertThat(body(route(admin, "V"))).contains("\"perm\":6");
    }

    @Test
    void kvEntriesComeBackAndSurviveARestart() throws StartException {
        var entry = Map.of("namespace", "ORDER_TOPIC_CONFIG", "key", "T", "value", "a:4");
        assertCode(peer().ask(RequestCode.PUT_KV_CONFIG, entry), ResponseCode.SUCCESS);

        server.close();
        server = NameServer.start(Configuration.of(settings().with(Keys.ORDER_MESSAGE_ENABLE, true)));
        var broker = broker("a", 0);
        var registered = broker.register("T", "U");

        assertThat(body(registered)).isEqualTo("{\"table\":{\"T\":\"a:4\"}}");
        assertThat(body(route(peer(), "T"))).contains("\"orderTopicConf\":\"a:4\"");
        assertThat(body(route(peer(), "U"))).doesNotContain("orderTopicConf");
    }

    @Test
    void aSwitchTurnedFromAfarWorksAtOnce() {
        var admin = peer();
        var text = Unpooled.copiedBuffer("enableAllTopicList=false\n", UTF_8);
        assertCode(admin.ask(RequestCode.GET_ALL_TOPICS, Map.of()), ResponseCode.SUCCESS);

        assertCode(admin.ask(RequestCode.UPDATE_CONFIG, ExtFields.ABSENT, text), ResponseCode.SUCCESS);

        var refused = admin.ask(RequestCode.GET_ALL_TOPICS, Map.of());
        assertCode(refused, ResponseCode.SYSTEM_ERROR);
        assertThat(refused.header().remark()).isEqualTo("disable");
        assertThat(body(admin.ask(RequestCode.GET_CONFIG, Map.of()))).contains("enableAllTopicList=false\n");
    }

    @Test
    void aCodeThatIsNoneOfOursIsRefused() {
        for (int code : new int[] {-5, 0, 10, 905, 3_001}) {
            var answer = peer().ask(code, ExtFields.ABSENT, Unpooled.EMPTY_BUFFER);

            assertCode(answer, ResponseCode.REQUEST_CODE_NOT_SUPPORTED);
            assertThat(answer.header().remark()).isEqualTo(" request type " + code + " not supported");
        }
    }

    @Test
    void aBodyThatCannotBeReadCostsNothingButItsRequest() {
        var peer = peer();
        var fields = ExtFields.of(Map.of("clusterName", "C", "brokerName", "a", "brokerAddr", "h:1", "brokerId", "0"));

        var answer = peer.ask(RequestCode.REGISTER_BROKER, fields, Unpooled.copiedBuffer("[not{json", UTF_8));

        assertCode(answer, ResponseCode.SYSTEM_ERROR);
        assertThat(answer.header().remark()).isNotEmpty();
        assertCode(peer.ask(RequestCode.GET_CLUSTER_INFO, Map.of()), ResponseCode.SUCCESS);
    }

    @Test
    void aOneWayRequestIsDoneAndNotAnswered() {
        var peer = peer();

        peer.tell(RequestCode.PUT_KV_CONFIG, ExtFields.of(Map.of("namespace", "n", "key", "k", "value", "v")));

        var next = peer.ask(RequestCode.GET_KV_CONFIG, Map.of("namespace", "n", "key", "k"));
        assertThat(next.header().fields().text("value")).contains("v");
    }

    @Test
    void bytesThatAreNoFrameCloseTheConnection() {
        var peer = peer();

        peer.sendRaw(new byte[] {0, 0, 0, 8, 9, 0, 0, 4, 'j', 'u', 'n', 'k'});

        assertThat(peer.isClosedSilently()).isTrue();
    }

    @Test
    void aLeavingServerSendsThoseAwayWhoUnderstandIt() throws Exception {
        server.close();
        server = NameServer.start(Configuration.of(
                settings().with(Keys.ENABLE_SHUTDOWN_GRACEFULLY, true).with(Keys.SHUTDOWN_WAIT_TIME_SECONDS, 3_600)));
        var modern = peer();
        var old = peer().speaking(HeaderEncoding.JSON, Release.V5_3_1);
        var closing = new Thread(server::close, "closing");
        closing.start();

        await().until(() ->
                modern.ask(RequestCode.GET_CLUSTER_INFO, Map.of()).header().code() == ResponseCode.GO_AWAY.code());

        assertCode(old.ask(RequestCode.GET_CLUSTER_INFO, Map.of()), ResponseCode.SUCCESS);
        closing.interrupt();
        closing.join();
    }

    @Test
    void aSlaveHearsThatAMasterCame() throws Exception {
        server.close();
        server = NameServer.start(Configuration.of(settings().with(Keys.NOTIFY_MIN_BROKER_ID_CHANGED, true)));
        try (var slave = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            slave.setSoTimeout(10_000);
            assertCode(join(1, "127.0.0.1:" + slave.getLocalPort()), ResponseCode.SUCCESS);

            assertCode(join(0, "127.0.0.1:1"), ResponseCode.SUCCESS);

            try (var connection = slave.accept()) {
                var in = new DataInputStream(connection.getInputStream());
                var heard = FrameCodec.read(Unpooled.wrappedBuffer(in.readNBytes(in.readInt())));
                assertThat(heard.header().code()).isEqualTo(RequestCode.NOTIFY_MIN_BROKER_ID_CHANGE.code());
                assertThat(heard.header().isOneWay()).isTrue();
                assertThat(heard.header().fields().values())
                        .containsOnly(
                                entry("minBrokerId", "0"),
                                entry("minBrokerAddr", "127.0.0.1:1"),
                                entry("haBrokerAddr", "127.0.0.1:10"));
            }
        }
    }

    private Frame join(long brokerId, String address) {
        return peer().ask(
                        RequestCode.REGISTER_BROKER,
                        Map.of(
                                "clusterName",
                                "C",
                                "brokerName",
                                "a",
                                "brokerId",
                                Long.toString(brokerId),
                                "brokerAddr",
                                address,
                                "haServerAddr",
                                address + "0",
                                "enableActingMaster",
                                "true"));
    }
}
