package io.lodestar.protocol.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lodestar.protocol.MalformedBodyException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a compressed registration may leave out or get wrong (protocol 4.2), probed with the 5.5.0 classes. */
final class RegistrationInflaterTest {
    private static final long NOW = 1_800_000_000_000L;
    private static final int V4_9_7 = 407;
    private static final int V5_0_0 = 413;
    private static final String VERSION = "{\"counter\":3,\"stateVersion\":1,\"timestamp\":17}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "T 1 2 3 SINGLE_TAG",
                "T 1 2 3 MULTI_TAG",
                "T 1 2 3 SINGLE_TAG {\"message.type\":\"FIFO\"}",
                "T 1 2 3 SINGLE_TAG no attributes at all",
                "T +1 2 3 SINGLE_TAG "
            })
    void aTopicLineHasFivePartsAndAttributesThatMeanNothing(String line) {
        assertThat(topics(line)).containsExactly(new TopicConfig("T", new TopicSettings(1, 2, 3, 0, false)));
    }

    @Test
    void aTopicGivenTwiceCountsOnceAsGivenLast() {
        assertThat(topics("T 1 2 3 SINGLE_TAG", "T 4 5 6 SINGLE_TAG"))
                .containsExactly(new TopicConfig("T", new TopicSettings(4, 5, 6, 0, false)));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`T 1 2 3`, has 4 parts where 5 are due",
                "``, has 1 parts where 5 are due",
                "T 1 2 3 ODD_TAG, topic filter type \"ODD_TAG\" is unknown",
                "T x 2 3 SINGLE_TAG, topic line has \"x\" where a 32-bit number is due",
                "T  2 3 MULTI_TAG, topic line has \"\" where a 32-bit number is due",
                "T 1 2 3000000000 SINGLE_TAG, \"3000000000\" where a 32-bit number is due"
            })
    void aTopicLineThatIsNoneIsRefused(String line, String why) {
        assertThatThrownBy(() -> topics(line))
                .isInstanceOf(MalformedBodyException.class)
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null"})
    void aVersionThatIsNullOrEmptyIsStoredAsNull(String version) {
        assertThat(read(V5_0_0, version, 0, "[]", 0).dataVersion()).isEmpty();
    }

    @Test
    void aVersionWithoutATimeHasTheNameServersClock() {
        assertThat(read(V4_9_7, "{\"counter\":1}", 0, "[]").dataVersion()).contains(new DataVersion(0, NOW, 1));
    }

    @Test
    void aFilterListIsReadAndJunkInItsPlaceIsAnEmptyList() {
        assertThat(filterServers("[\"f:1\"]")).contains(List.of("f:1"));
        assertThat(filterServers("junk")).contains(List.of());
        assertThat(filterServers("null")).isEmpty();
        assertThat(filterServers("")).isEmpty();
    }

    @Test
    void aMappingIsKeptUnderItsOwnTopic() {
        String mapping = "{\"topic\":\"T\",\"bname\":\"b\",\"epoch\":7,\"totalQueues\":2,\"currIdMap\":{0:1}}";

        assertThat(read(V5_0_0, VERSION, 0, "[]", 1, mapping).mappings())
                .isEqualTo(Map.of("T", TopicQueueMapping.global("T", "b", 2, 7, Map.of(0, 1))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{}", "junk", "{\"topic\":\"T\"}", "{\"bname\":\"b\"}"})
    void aMappingThatIsNoneIsRefused(String mapping) {
        assertThatThrownBy(() -> read(V5_0_0, VERSION, 0, "[]", 1, mapping))
                .isInstanceOf(MalformedBodyException.class)
                .message()
                .isNotBlank();
    }

    @Test
    void aBodyOf500WithoutItsMappingSectionIsTruncated() {
        assertThatThrownBy(() -> read(V5_0_0, VERSION, 0, "[]"))
                .hasMessage("compressed body ends inside the mappings: 0 of 4 bytes");
    }

    @Test
    void sectionsThatALaterReleaseMayAppendAreIgnored() {
        RegistrationBody expected = read(V4_9_7, VERSION, 0, "[]");

        assertThat(read(V4_9_7, VERSION, 0, "[]", 0)).isEqualTo(expected);
        assertThat(read(V5_0_0, VERSION, 0, "[]", 0, 1, "of 6.x")).isEqualTo(expected);
    }

    @Test
    void bytesAfterTheStreamAreRefused() {
        byte[] body = Bytes.deflated(Bytes.sections(VERSION, 0, "[]"));

        assertThatThrownBy(() -> inflate(V4_9_7, Arrays.copyOf(body, body.length + 2)))
                .hasMessage("compressed body has 2 bytes after its zlib stream");
    }

    @Test
    void aStreamWithAWrongChecksumIsRefused() {
        byte[] body = Bytes.deflated(Bytes.sections(VERSION, 0, "[]"));
        body[body.length - 1] ^= 1;

        assertThatThrownBy(() -> inflate(V4_9_7, body))
                .hasMessageStartingWith("compressed body is no zlib stream: incorrect data check");
    }

    @Test
    void jsonThatCallsItselfCompressedIsRefused() {
        assertThatThrownBy(() -> inflate(V5_0_0, new byte[] {'{', '}'}))
                .hasMessageStartingWith("compressed body is no zlib stream: ");
    }

    @Test
    void negativeCountsAndLengthsAreRefused() {
        assertThatThrownBy(() -> read(V4_9_7, VERSION, -1)).hasMessage("number of topics is -1");
        assertThatThrownBy(() -> read(V5_0_0, VERSION, 0, "[]", -1)).hasMessage("number of mappings is -1");
        assertThatThrownBy(() -> read(V4_9_7, -1)).hasMessage("length of data version is -1");
        assertThatThrownBy(() -> read(V4_9_7, Integer.MAX_VALUE))
                .hasMessage(
                        "length of data version 2147483647 exceeds textMaxLength 1048576; send less, or raise textMaxLength at the name server");
    }

    @Test
    void textThatIsNoUtf8IsRefused() {
        byte[] inflated = Bytes.sections(VERSION, 1, "T? 1 2 3 SINGLE_TAG", "[]");
        for (int i = 0; i < inflated.length; i++) {
            if (inflated[i] == '?') {
                inflated[i] = (byte) 0xff;
            }
        }

        assertThatThrownBy(() -> inflate(V4_9_7, Bytes.deflated(inflated))).hasMessage("topic is not UTF-8");
    }

    @Test
    void eachTruncationOfTheStreamIsRefused() {
        byte[] body = Bytes.deflated(Bytes.sections(VERSION, 1, "T 1 2 3 SINGLE_TAG", "[]", 0));

        for (int length = 1; length < body.length; length++) {
            byte[] truncated = Arrays.copyOf(body, length);
            assertThatThrownBy(() -> inflate(V5_0_0, truncated))
                    .as("the first %d of %d bytes", length, body.length)
                    .isInstanceOf(MalformedBodyException.class);
        }
    }

    @Test
    void eachTruncationOfWhatIsInflatedIsRefused() {
        byte[] inflated = Bytes.sections(VERSION, 1, "T 1 2 3 SINGLE_TAG", "[]", 0);

        for (int length = 0; length < inflated.length; length++) {
            byte[] truncated = Bytes.deflated(Arrays.copyOf(inflated, length));
            assertThatThrownBy(() -> inflate(V5_0_0, truncated))
                    .as("the first %d of %d bytes", length, inflated.length)
                    .isInstanceOf(MalformedBodyException.class);
        }
    }

    @Test
    void aTopicWithABlankCannotBeWritten() {
        var body = RegistrationBody.of(DataVersion.ZERO, List.of(TopicConfig.withDefaults("a b")));

        assertThatThrownBy(() -> Bytes.written(out -> body.writeCompressed(out, V5_0_0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("topic \"a b\" has a blank, which a compressed registration cannot carry");
    }

    private static List<TopicConfig> topics(String... lines) {
        Object[] parts = new Object[lines.length + 3];
        parts[0] = VERSION;
        parts[1] = lines.length;
        System.arraycopy(lines, 0, parts, 2, lines.length);
        parts[lines.length + 2] = "[]";
        return read(V4_9_7, parts).topics();
    }

    private static Optional<List<String>> filterServers(String text) {
        return read(V4_9_7, VERSION, 0, text).filterServers();
    }

    private static RegistrationBody read(int version, Object... sections) {
        return inflate(version, Bytes.deflated(Bytes.sections(sections)));
    }

    private static RegistrationBody inflate(int version, byte[] body) {
        return RegistrationBody.read(Bytes.of(body), version, true, NOW);
    }
}
