package io.lodestar.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lodestar.protocol.ExtFields;
import io.lodestar.protocol.Frame;
import io.lodestar.protocol.HeaderEncoding;
import io.lodestar.protocol.Release;
import io.lodestar.protocol.RequestCode;
import io.lodestar.protocol.ResponseCode;
import io.lodestar.server.config.Configuration;
import io.lodestar.server.config.Keys;
import io.lodestar.server.config.LimitKeys;
import io.lodestar.server.config.Settings;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever exceeds a limit is told which one, and loses the connection; nobody else notices. */
class InputLimitsTest {
    @TempDir
    private Path home;

    private final List<AutoCloseable> open = new ArrayList<>();
    private NameServer server;
    private Peer bystander;

    @BeforeEach
    void start() throws StartException {
        server = NameServer.start(Configuration.of(Settings.defaults()
                .with(Keys.LISTEN_PORT, 0)
                .with(Keys.KV_CONFIG_PATH, home.resolve("kvConfig.json"))
                .with(Keys.CONFIG_STORE_PATH, home.resolve("namesrv.properties"))
                .with(Keys.FRAME_MAX_LENGTH, 1 << 20)
                .with(Keys.REGISTRATION_MAX_LENGTH, 2 << 20)
                .with(LimitKeys.HEADER_MAX_LENGTH, 64 << 10)
                .with(LimitKeys.FIELD_MAX_LENGTH, 32 << 10)
                .with(LimitKeys.REGISTRATION_MAX_TOPICS, 10)
                .with(LimitKeys.KV_MAX_ENTRIES, 3)
                .with(LimitKeys.KV_MAX_LENGTH, 20_000)));
        bystander = peer();
    }

    @AfterEach
    void stop() throws Exception {
        assertThat(put(bystander, "n", "k", "v").header().code())
                .as("what somebody else is answered")
                .isEqualTo(ResponseCode.SUCCESS.code());
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

    @ParameterizedTest
    @EnumSource
    void aFieldThatIsTooLong(HeaderEncoding encoding) {
        var peer = peer().speaking(encoding, Release.SELF);
        assertThat(put(peer, "n", "k", "v".repeat(10_000)).header().code()).isZero();

        assertRefused(
                peer,
                put(peer, "n", "k", "v".repeat(40_000)),
                "extension field of length 40000 exceeds fieldMaxLength 32768");
    }

    @ParameterizedTest
    @EnumSource
    void aHeaderThatIsTooLong(HeaderEncoding encoding) {
        var peer = peer().speaking(encoding, Release.SELF);

        var answer = put(peer, "n", "k", "v".repeat(900_000));

        assertThat(answer.header().code()).isEqualTo(ResponseCode.SYSTEM_ERROR.code());
        assertThat(answer.header().remark()).matches("header of 900\\d\\d\\d bytes exceeds headerMaxLength 65536; .*");
        assertThat(peer.isClosedSilently()).as("closed after the answer").isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void aFrameThatIsTooLongIsAnsweredWhileItsSenderStillSends(HeaderEncoding encoding) {
        var peer = peer().speaking(encoding, Release.SELF);

        assertRefused(
                peer,
                peer.ask(RequestCode.REGISTER_TOPIC, ExtFields.ABSENT, Unpooled.wrappedBuffer(new byte[1 << 20])),
                "frame of 10486\\d\\d bytes exceeds frameMaxLength 1048576");
        var other = peer().speaking(encoding, Release.SELF);
        assertRefused(
                other,
                register(other, Unpooled.wrappedBuffer(new byte[8 << 20])),
                "frame of 838\\d{4} bytes exceeds registrationMaxLength 2097152");
    }

    @Test
    void aRequestThatWantsNoAnswerCostsTheConnectionAndIsNotAnswered() {
        var peer = peer();

        peer.tell(RequestCode.PUT_KV_CONFIG, ExtFields.of(Map.of("value", "v".repeat(40_000))));

        assertThat(peer.isClosedSilently()).isTrue();
    }

    @Test
    void aRegistrationWithTooManyTopics() {
        var peer = peer();
        assertThat(register(peer, topics(10)).header().code()).isZero();

        assertRefused(peer, register(peer, topics(11)), "number of topics exceeds registrationMaxTopics 10");
    }

    @Test
    void aRegistrationThatNestsTooDeep() {
        var peer = peer();

        assertRefused(
                peer,
                register(peer, Unpooled.copiedBuffer("{\"x\":" + "[".repeat(1000), UTF_8)),
                "nesting of a body exceeds jsonMaxDepth 64");
    }

    @Test
    void aRegistrationThatInflatesAThousandfold() throws IOException {
        var peer = peer();

        assertRefused(
                peer,
                register(peer, bomb(64 << 20)),
                "inflation of a body of \\d+ bytes exceeds inflationMaxRatio 200");
    }

    @Test
    void aNameThatIsTooLongCostsTheConnectionAndOneThatIsNoneDoesNot() {
        var peer = peer();

        var answer = peer.ask(
                RequestCode.REGISTER_BROKER,
                ExtFields.of(Map.of(
                        "clusterName",
                        "C\u001b[2J",
                        "brokerName",
                        "b",
                        "brokerAddr",
                        "10.0.0.1:10911",
                        "brokerId",
                        "0")),
                topics(1));
        assertThat(answer.header().code()).isEqualTo(ResponseCode.SYSTEM_ERROR.code());
        assertThat(answer.header().remark())
                .isEqualTo("clusterName is no name: its character 2 is the control character U+001B");

        assertRefused(
                peer, put(peer, "n".repeat(1025), "k", "v"), "namespace of 1025 characters exceeds nameMaxLength 1024");
    }

    @Test
    void theKvConfigurationGrowsToItsLimitsOnly() {
        var peer = peer();
        assertThat(put(peer, "n", "k", "1").header().code()).isZero();
        assertThat(put(peer, "n", "k2", "2").header().code()).isZero();
        assertThat(put(peer, "n", "k2", "a longer one").header().code()).isZero();

        assertRefused(peer, put(peer, "n", "k3", "3"), "number of KV namespaces and keys exceeds kvMaxEntries 3");
        var other = peer();
        assertRefused(
                other,
                put(other, "n", "k", "v".repeat(19_999)),
                "KV configuration of 20\\d\\d\\d characters exceeds kvMaxLength 20000");
        var third = peer();
        assertThat(put(third, "n", "k2", "shorter").header().code())
                .as("what shrinks is taken")
                .isZero();
    }

    @Test
    void aConfigurationThatIsTooLong() {
        var peer = peer();

        assertRefused(
                peer,
                peer.ask(RequestCode.UPDATE_CONFIG, ExtFields.ABSENT, Unpooled.wrappedBuffer(new byte[65_537])),
                "configuration of 65537 bytes exceeds configMaxLength 65536");
    }

    private static Frame put(Peer peer, String namespace, String key, String value) {
        return peer.ask(RequestCode.PUT_KV_CONFIG, Map.of("namespace", namespace, "key", key, "value", value));
    }

    private static Frame register(Peer peer, ByteBuf body) {
        return peer.ask(
                RequestCode.REGISTER_BROKER,
                ExtFields.of(
                        Map.of("clusterName", "C", "brokerName", "b", "brokerAddr", "10.0.0.1:10911", "brokerId", "0")),
                body);
    }

    private static ByteBuf topics(int count) {
        var table = new StringBuilder();
        for (int i = 0; i < count; i++) {
            table.append(i == 0 ? "" : ",").append("\"T" + i + "\":{\"topicName\":\"T" + i + "\"}");
        }
        return Unpooled.copiedBuffer("{\"topicConfigSerializeWrapper\":{\"topicConfigTable\":{" + table + "}}}", UTF_8);
    }

    /** Returns a registration without topics, and then as many zeros as asked for. */
    private static ByteBuf bomb(int zeros) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var deflater = new DeflaterOutputStream(out)) {
            deflater.write(ByteBuffer.allocate(14)
                    .putInt(2)
                    .put("{}".getBytes(UTF_8))
                    .putInt(0)
                    .putInt(0)
                    .array());
            deflater.write(ByteBuffer.allocate(4).putInt(0).array());
            deflater.write(new byte[zeros]);
        }
        return Unpooled.wrappedBuffer(out.toByteArray());
    }

    private static void assertRefused(Peer peer, Frame answer, String reason) {
        assertThat(answer.header().code()).isEqualTo(ResponseCode.SYSTEM_ERROR.code());
        assertThat(answer.header().remark()).matches(reason + "; send less, or raise \\w+ at the name server");
        assertThat(peer.isClosedSilently()).as("closed after the answer").isTrue();
    }
}
