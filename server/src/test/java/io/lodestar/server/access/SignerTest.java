package io.lodestar.server.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures are those that Apache's 5.5.0 classes make (protocol 12.5). */
class SignerTest {
    private static final Map<String, String> HEARTBEAT = Map.of(
            "AccessKey",
            "rocketmq2",
            "brokerAddr",
            "127.0.0.1:10911",
            "brokerName",
            "broker-a",
            "clusterName",
            "DefaultCluster");

    private final Signer signer = new Signer();

    private boolean verifies(String secret, Map<String, String> fields, String signature, ByteBuf body) {
        var signed = new HashMap<>(fields);
        signed.put("Signature", signature);
        return signer.verifies(new Secret(secret), signed, body);
    }

    private boolean verifies(String secret, Map<String, String> fields, String signature) {
        return verifies(secret, fields, signature, Unpooled.EMPTY_BUFFER);
    }

    @Test
    void aRequestWithoutABodyIsSignedByItsFields() {
        assertThat(verifies(
                        "12345678",
                        Map.of("AccessKey", "rocketmq2", "topic", "TopicA"),
                        "yvZvKMqXR7E4uBCgkiiGE2OZ9Zg="))
                .isTrue();
        assertThat(verifies("12345678", HEARTBEAT, "BOXnBLLDW85KyNrlSQuDXcL7tmA="))
                .isTrue();
    }

    @Test
    void aSecurityTokenIsSignedToo() {
        var fields = Map.of("AccessKey", "rocketmq2", "SecurityToken", "STStoken", "topic", "TopicA");

        assertThat(verifies("12345678", fields, "jhVvw9Q9FlxYsZi5DzsbAAVbTVs=")).isTrue();
    }

    @Test
    void theBodyIsSignedWhereverItsBytesAre() {
        var fields = new HashMap<>(HEARTBEAT);
        fields.put("brokerId", "0");
        var bytes = "{\"counter\":3,\"stateVersion\":0,\"timestamp\":1700000000000}".getBytes(UTF_8);
        var signature = "Wh6b1XVltSh5wTQRfv+IOGQQ/e0=";
        var whole = Unpooled.directBuffer().writeBytes(bytes);
        var parts = Unpooled.compositeBuffer()
                .addComponent(true, Unpooled.wrappedBuffer(bytes, 0, 10))
                .addComponent(true, Unpooled.wrappedBuffer(bytes, 10, bytes.length - 10));

        assertThat(verifies("12345678", fields, signature, whole)).isTrue();
        assertThat(verifies("12345678", fields, signature, parts)).isTrue();
        assertThat(whole.readableBytes()).as("what is left to read").isEqualTo(bytes.length);
        assertThat(verifies("12345678", fields, signature, Unpooled.wrappedBuffer(bytes, 1, bytes.length - 1)))
                .isFalse();
        whole.release();
    }

    @Test
    void theZoneMayHaveBeenSignedOrNot() {
        assertThat(verifies(
                        "sk1",
                        Map.of("AccessKey", "ak1", "__ZONE_MODE", "true", "__ZONE_NAME", "z"),
                        "EzcrW71ewYjdWo4A6zYUbPHAEH8="))
                .as("a 5.x client")
                .isTrue();
        assertThat(verifies(
                        "innerSecret",
                        Map.of(
                                "AccessKey",
                                "inner",
                                "__ZONE_NAME",
                                "zoneX",
                                "brokerName",
                                "real-b",
                                "clusterName",
                                "RealCluster"),
                        "Ng4OmgNyRZEsfUpAUzYY2KSoiP4="))
                .as("a 5.x broker")
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"topic,TopicB", "more,x", "AccessKey,rocketmq3"})
    void aSignatureIsForTheseFieldsOnly(String name, String value) {
        var fields = new HashMap<>(Map.of("AccessKey", "rocketmq2", "topic", "TopicA"));
        fields.put(name, value);

        assertThat(verifies("12345678", fields, "yvZvKMqXR7E4uBCgkiiGE2OZ9Zg=")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "yvZvKMqXR7E4uBCgkiiGE2OZ9Zg",
                "yvZvKMqXR7E4uBCgkiiGE2OZ9Zg= ",
                "yvZvKMqXR7E4uBCgkiiGE2OZ9Zh="
            })
    void whatIsNotTheSignatureIsWrong(String signature) {
        assertThat(verifies("12345678", Map.of("AccessKey", "rocketmq2", "topic", "TopicA"), signature))
                .isFalse();
    }

    @Test
    void aRequestOfMoreFieldsThanAnyPeerSendsIsNotSorted() {
        var fields = new HashMap<String, String>();
        for (int i = 0; i < 128; i++) {
            fields.put("f" + i, "v");
        }

        assertThat(verifies("12345678", fields, "any")).isFalse();
    }
}
