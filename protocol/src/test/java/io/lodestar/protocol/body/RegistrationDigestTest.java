package io.lodestar.protocol.body;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The digest sees each change but that of the stamp, and the checksum sees that too. */
final class RegistrationDigestTest {
    private static final String VERSION = "{\"counter\":3,\"stateVersion\":0,\"timestamp\":1700000000000}";
    private static final String TABLE = "\"topicConfigTable\":{\"T\":{\"topicName\":\"T\",\"perm\":6}}";

    @Test
    void anotherStampChangesTheChecksumOnly() {
        var before = digest(body("\"mappingDataVersion\":{\"counter\":0,\"timestamp\":1700000000000}"));
        var after = digest(body("\"mappingDataVersion\":{\"counter\":0,\"timestamp\":1700000030000}"));

        assertThat(bits(after)).isEqualTo(bits(before));
        assertThat(after.checksum()).isNotEqualTo(before.checksum());
    }

    @Test
    void aStampOfAnotherLengthChangesTheChecksumOnly() {
        var before = digest(body("\"mappingDataVersion\":{\"counter\":9,\"timestamp\":1700000000000}"));
        var after = digest(body("\"mappingDataVersion\":{\"counter\":10,\"timestamp\":1700000030000}"));

        assertThat(bits(after)).isEqualTo(bits(before));
    }

    @Test
    void theStampOfARealBrokerIsLeftOut() {
        String sent = RegistrationGenerationsTest.GOLDEN_JSON;
        String stamped = sent.replace(
                "\"mappingDataVersion\":{\"counter\":0,\"stateVersion\":0,\"timestamp\":1700000000000}",
                "\"mappingDataVersion\":{\"counter\":0,\"stateVersion\":0,\"timestamp\":1700000030000}");

        assertThat(stamped).as("a body with another stamp").isNotEqualTo(sent);
        assertThat(bits(digest(stamped))).isEqualTo(bits(digest(sent)));
    }

    @Test
    void eachOtherByteCounts() {
        byte[] sent = body("\"mappingDataVersion\":{\"counter\":0}").getBytes(UTF_8);
        int stamp = new String(sent, UTF_8).indexOf("{\"counter\":0}");
        var before = bits(digest(Unpooled.wrappedBuffer(sent)));

        for (int i = 0; i < sent.length; i++) {
            byte[] changed = sent.clone();
            changed[i] ^= 1;
            if (i < stamp || i >= stamp + "{\"counter\":0}".length()) {
                assertThat(bits(digest(Unpooled.wrappedBuffer(changed))))
                        .as("byte %d changed", i)
                        .isNotEqualTo(before);
            }
        }
    }

    /** The search for the stamp ends after 16 KiB; found by trying to break it. */
    @Test
    void aNumberThatGoesOnWhereTheSearchEndsIsNoStamp() {
        String start = "{\"filterServerList\":[\"";
        String middle = "\"],\"topicConfigSerializeWrapper\":{\"mappingDataVersion\":";
        String padding = "f".repeat(16 * 1024 - start.length() - middle.length() - 1);

        var sent = digest(start + padding + middle + "15,\"topicConfigTable\":{}}}");
        var malformed = digest(start + padding + middle + "05,\"topicConfigTable\":{}}}");

        assertThat(bits(malformed)).isNotEqualTo(bits(sent));
    }

    @Test
    void theCircumstancesCount() {
        ByteBuf body = Bytes.of(body("\"mappingDataVersion\":{}"));

        assertThat(bits(RegistrationDigest.of("broker-a", body)))
                .isNotEqualTo(bits(RegistrationDigest.of("broker-b", body)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"topicConfigSerializeWrapper\":{\"topicConfigTable\":{\"mappingDataVersion\":{\"topicName\":\"mappingDataVersion\",\"perm\":?}}}}",
                "{\"topicConfigSerializeWrapper\":{\"topicConfigTable\":{},\"mappingDataVersion\":{\"counter\":?}}}",
                "{\"topicConfigSerializeWrapper\":{\"dataVersion\":{\"mappingDataVersion\":?}}}",
                "{\"topicConfigSerializeWrapper\":{\"dataVersion\":{\"counter\":?}}}",
                "{\"filterServerList\":[{\"mappingDataVersion\":?}]}",
                "{\"mappingDataVersion\":{\"counter\":?}}",
                "{\"topicConfigSerializeWrapper\":[{\"mappingDataVersion\":?}]}",
                "{\"topicConfigSerializeWrapper\":{\"mappingDataVersion\":{\"counter\":?!}}}",
                "\"mappingDataVersion\":{\"counter\":?}",
                "x?"
            })
    void whatLooksLikeAStampElsewhereCounts(String body) {
        assertThat(bits(digest(body.replace('?', '2')))).isNotEqualTo(bits(digest(body.replace('?', '6'))));
    }

    @Test
    void theStampMovedToAnotherPlaceCounts() {
        String head = "{\"topicConfigSerializeWrapper\":{\"mappingDataVersion\":";

        assertThat(bits(digest(head + "{},\"x\":{}}}"))).isNotEqualTo(bits(digest(head + "{\"x\":0},\"y\":{}}}")));
    }

    @Test
    void howTheBytesAreHeldMeansNothing() {
        byte[] bytes = body("\"mappingDataVersion\":{\"counter\":1}").getBytes(UTF_8);
        var whole = digest(Unpooled.wrappedBuffer(bytes));

        for (int cut = 0; cut <= bytes.length; cut++) {
            ByteBuf direct = Unpooled.directBuffer().writeBytes(bytes, cut, bytes.length - cut);
            ByteBuf split = Unpooled.compositeBuffer()
                    .addComponent(true, Unpooled.copiedBuffer(bytes, 0, cut))
                    .addComponent(true, direct);
            assertThat(digest(split)).as("cut at %d", cut).isEqualTo(whole);
            assertThat(split.readerIndex()).as("reader index").isZero();
            split.release();
        }
    }

    @Test
    void theChecksumIsThatOfTheWholeBody() {
        var random = new Random(7);
        for (int length : List.of(0, 1, 2, 255, 256, 16_384, 70_000)) {
            byte[] rest = new byte[length];
            random.nextBytes(rest);
            byte[] body =
                    body("\"mappingDataVersion\":{\"counter\":" + length + "}").getBytes(UTF_8);
            ByteBuf both = Unpooled.wrappedBuffer(body, rest);
            var crc = new CRC32();
            crc.update(body);
            crc.update(rest);

            assertThat(digest(both).checksum())
                    .as("rest of %d bytes", length)
                    .isEqualTo((int) crc.getValue() & Integer.MAX_VALUE);
        }
        assertThat(digest(Unpooled.EMPTY_BUFFER).checksum()).isZero();
    }

    private static String body(String stamp) {
        return "{\"filterServerList\":[],\"topicConfigSerializeWrapper\":{\"dataVersion\":" + VERSION + "," + stamp
                + "," + TABLE + "}}";
    }

    private static RegistrationDigest digest(String body) {
        return digest(Bytes.of(body));
    }

    private static RegistrationDigest digest(ByteBuf body) {
        return RegistrationDigest.of("broker", body);
    }

    private static List<Long> bits(RegistrationDigest digest) {
        return List.of(digest.high(), digest.low());
    }
}
