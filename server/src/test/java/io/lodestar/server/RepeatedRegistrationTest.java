package io.lodestar.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lodestar.protocol.ExtFields;
import io.lodestar.protocol.Frame;
import io.lodestar.protocol.RequestCode;
import io.lodestar.protocol.ResponseCode;
import io.lodestar.protocol.body.BodyChecksum;
import io.lodestar.server.config.Configuration;
import io.lodestar.server.config.Keys;
import io.lodestar.server.config.Settings;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that says the same again, with a new stamp as 5.x brokers do, is known without being read; nobody else is. */
class RepeatedRegistrationTest {
    private static final String BODY =
            "{\"filterServerList\":[],\"topicConfigSerializeWrapper\":{\"dataVersion\":{\"counter\":1,"
                    + "\"stateVersion\":0,\"timestamp\":1700000000000},\"mappingDataVersion\":{\"timestamp\":%d},\"topicConfigTable\":{"
                    + "\"T\":{\"topicName\":\"T\",\"readQueueNums\":4,\"writeQueueNums\":4,\"perm\":%d},\"a\":{\"topicName\":\"a\"}}}}";

    @TempDir
    private Path home;

    private NameServer server;
    private Peer peer;

    @BeforeEach
    void start() throws StartException {
        server = NameServer.start(Configuration.of(Settings.defaults()
                .with(Keys.LISTEN_PORT, 0)
                .with(Keys.KV_CONFIG_PATH, home.resolve("kvConfig.json"))
                .with(Keys.CONFIG_STORE_PATH, home.resolve("namesrv.properties"))));
        peer = new Peer(server.address());
    }

    @AfterEach
    void stop() throws Exception {
        peer.close();
        server.close();
    }

    @Test
    void theSameWithAnotherStampIsNotRead() {
        assertSuccess(register(BODY.formatted(1, 6)));

        for (int stamp = 2; stamp < 10; stamp++) {
            assertSuccess(register(BODY.formatted(stamp, 6)));
        }

        assertCounts(1, 8, 0);
    }

    @Test
    void anotherBodyIsRead() {
        assertSuccess(register(BODY.formatted(1, 6)));

        assertSuccess(register(BODY.formatted(2, 4)));

        assertCounts(2, 0, 0);
        assertThat(routeOfT()).contains("\"perm\":4");
    }

    @Test
    void theSameWithAnotherHeaderIsRead() {
        assertSuccess(register(BODY.formatted(1, 6), fields("C", "10.0.0.1:10911")));

        assertSuccess(
                register(BODY.formatted(2, 6), fields("C", "10.0.0.1:10911").with("haServerAddr", "10.0.0.1:10912")));

        assertCounts(2, 0, 0);
    }

    @Test
    void theSameAfterATopicWasDeletedIsRead() {
        assertSuccess(register(BODY.formatted(1, 6)));
        assertSuccess(peer.ask(RequestCode.DELETE_TOPIC, Map.of("topic", "T")));

        assertSuccess(register(BODY.formatted(2, 6)));

        assertCounts(2, 0, 0);
    }

    @Test
    void damageIsSeenAlsoInTheStamp() {
        assertSuccess(register(BODY.formatted(1, 6)));
        int checksum = BodyChecksum.of(buffer(BODY.formatted(2, 6)));

        var answer = send(BODY.formatted(3, 6), fields("C", "10.0.0.1:10911").with("bodyCrc32", checksum));

        assertThat(answer.header().remark()).contains("crc32 not match");
        assertCounts(1, 0, 1);
    }

    @Test
    void aBodyWhoseTimeIsOursIsReadEachTime() {
        String body = BODY.replace(",\"timestamp\":1700000000000", "");
        assertSuccess(register(body.formatted(1, 6)));

        assertSuccess(register(body.formatted(2, 6)));

        assertCounts(2, 0, 0);
    }

    private Frame register(String body) {
        return register(body, fields("C", "10.0.0.1:10911"));
    }

    private Frame register(String body, ExtFields.Builder fields) {
        return send(body, fields.with("bodyCrc32", BodyChecksum.of(buffer(body))));
    }

    private Frame send(String body, ExtFields.Builder fields) {
        return peer.ask(RequestCode.REGISTER_BROKER, fields.build(), buffer(body));
    }

    private static ExtFields.Builder fields(String cluster, String address) {
        return ExtFields.builder()
                .with("clusterName", cluster)
                .with("brokerName", "a")
                .with("brokerAddr", address)
                .with("brokerId", 0)
                .with("enableActingMaster", false);
    }

    private static ByteBuf buffer(String body) {
        return Unpooled.copiedBuffer(body, UTF_8);
    }

    private String routeOfT() {
        return peer.ask(RequestCode.GET_ROUTE_INFO, Map.of("topic", "T")).body().toString(UTF_8);
    }

    private void assertCounts(long read, long unchanged, long refused) {
        var counts = server.registrations();
        assertThat(counts.read()).as("registrations read").isEqualTo(read);
        assertThat(counts.unchanged()).as("registrations known").isEqualTo(unchanged);
        assertThat(counts.refused()).as("registrations refused").isEqualTo(refused);
    }

    private static void assertSuccess(Frame answer) {
        assertThat(answer.header().code()).as(answer.header().toString()).isEqualTo(ResponseCode.SUCCESS.code());
    }
}
