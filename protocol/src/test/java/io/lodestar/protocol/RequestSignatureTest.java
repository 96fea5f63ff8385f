package io.lodestar.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Signatures are those that Apache's 5.5.0 classes make (protocol 12.5). */
class RequestSignatureTest {
    private final RequestSignature signature = new RequestSignature();

    @Test
    void theFieldsAreSignedInTheOrderOfTheirNames() {
        var fields = ExtFields.of(Map.of("topic", "TopicA", "SecurityToken", "STStoken"));

        var signed = signature.sign("rocketmq2", RequestSignature.key("12345678"), fields, Unpooled.EMPTY_BUFFER);

        assertThat(signed.values())
                .containsEntry("AccessKey", "rocketmq2")
                .containsEntry("SecurityToken", "STStoken")
                .containsEntry("topic", "TopicA")
                .containsEntry("Signature", "jhVvw9Q9FlxYsZi5DzsbAAVbTVs=");
    }

    @Test
    void aRequestWithoutFieldsIsSignedByItsAccessKeyAlone() {
        var signed = signature.sign("ak1", RequestSignature.key("sk1"), ExtFields.ABSENT, Unpooled.EMPTY_BUFFER);

        assertThat(signed.text("Signature")).contains("EzcrW71ewYjdWo4A6zYUbPHAEH8=");
    }

    @Test
    void theBodyIsSignedBehindTheFieldsAndStaysUnread() {
        var fields = ExtFields.of(Map.of(
                "brokerAddr", "127.0.0.1:10911",
                "brokerId", "0",
                "brokerName", "broker-a",
                "clusterName", "DefaultCluster"));
        var body = Unpooled.wrappedBuffer(
                "{\"counter\":3,\"stateVersion\":0,\"timestamp\":1700000000000}".getBytes(UTF_8));

        var signed = signature.sign("rocketmq2", RequestSignature.key("12345678"), fields, body);

        assertThat(signed.text("Signature")).contains("Wh6b1XVltSh5wTQRfv+IOGQQ/e0=");
        assertThat(body.readerIndex()).isZero();
    }

    @Test
    void anEarlierSignatureIsNotSigned() {
        var once = signature.sign("ak1", RequestSignature.key("sk1"), ExtFields.ABSENT, Unpooled.EMPTY_BUFFER);

        var twice = signature.sign("ak1", RequestSignature.key("sk1"), once, Unpooled.EMPTY_BUFFER);

        assertThat(twice).isEqualTo(once);
    }
}
