package io.lodestar.protocol.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lodestar.protocol.MalformedBodyException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No body costs more than its limits allow, and each refusal names the limit. */
final class BodyLimitsTest {
    private static final long NOW = 0;
    private static final int V4_9_7 = 407;
    private static final int V5_5_0 = 513;
    private static final int MIB = 1 << 20;
    private static final BodyLimits SMALL = new BodyLimits(MIB, 1000, 8, 5000);

    @Test
    void aStreamThatInflatesAThousandfoldIsRefusedAtTheLimit() {
        byte[] honest = Bytes.sections("{}", 0, "[]");
        byte[] bomb = Bytes.deflated(Arrays.copyOf(honest, 16 * MIB));
        assertThat(16 * MIB / bomb.length).as("inflation ratio").isGreaterThan(900);

        long allocatedBytes = Allocation.bytesOf(() -> assertThatThrownBy(() -> compressed(SMALL, bomb))
                .isInstanceOf(MalformedBodyException.class)
                .hasMessage("body inflates beyond maxInflatedBytes 1048576"));

        assertThat(allocatedBytes).isLessThan(MIB);
    }

    @Test
    void topicsThatInflateBeyondTheLimitAreRefused() {
        Object[] sections = new Object[1000];
        Arrays.fill(sections, "T".repeat(4000) + " 1 1 6 SINGLE_TAG");
        sections[0] = "{}";
        sections[1] = 998;

        assertThatThrownBy(() -> compressed(SMALL, Bytes.deflated(Bytes.sections(sections))))
                .hasMessage("body inflates beyond maxInflatedBytes 1048576");
    }

    @Test
    void aLengthIsNotBelievedBeforeItsBytesAreThere() {
        byte[] promise = Bytes.deflated(Bytes.sections("{}", 1, BodyLimits.DEFAULT.maxTextLength()));

        long allocatedBytes = Allocation.bytesOf(() -> assertThatThrownBy(() -> compressed(BodyLimits.DEFAULT, promise))
                .hasMessage("compressed body ends inside the topic: 0 of 1048576 bytes"));

        assertThat(allocatedBytes).isLessThan(MIB / 2);
    }

    @Test
    void aTextThatIsTooLongIsRefused() {
        String text = "T".repeat(5001);

        assertThatThrownBy(() -> json(topicTable("\"k\":{\"topicName\":\"" + text + "\"}")))
                .hasMessage("body has a text or a name that exceeds maxTextLength 5000");
        assertThatThrownBy(() -> json(topicTable("\"" + text + "\":{\"topicName\":\"T\"}")))
                .hasMessage("body has a text or a name that exceeds maxTextLength 5000");
        assertThatThrownBy(() -> compressed(SMALL, Bytes.deflated(Bytes.sections("{}", 1, text, "[]"))))
                .hasMessage("length of topic 5001 is not within 0 and maxTextLength 5000");
    }

    @Test
    void nestingThatIsTooDeepIsRefusedAlsoWhereItIsSkipped() {
        String deep = "[".repeat(100_000);

        assertThatThrownBy(() -> json("{\"x\":" + deep)).hasMessage("body nests deeper than maxDepth 8");
        assertThatThrownBy(() -> RouteBody.read(Bytes.of("{\"x\":" + deep)))
                .hasMessage("body nests deeper than maxDepth 64");
    }

    @Test
    void topicsBeyondTheLimitAreRefusedAndThoseAtItAreNot() {
        String refusal = "body has more entries than maxEntries 1000";

        assertThat(json(topicTable(topics(1000))).topics()).hasSize(1000);
        assertThatThrownBy(() -> json(topicTable(topics(1001)))).hasMessage(refusal);
        assertThatThrownBy(() -> compressed(SMALL, Bytes.deflated(Bytes.sections("{}", 1001))))
                .hasMessage("number of topics 1001 is not within 0 and maxEntries 1000");
    }

    @Test
    void queueNumbersOfMappingsCountAsEntries() {
        String ids = String.join(",", Collections.nCopies(1000, "1:1"));
        String mapping = "{\"topic\":\"T\",\"bname\":\"b\",\"currIdMap\":{" + ids + "}}";
        String distinct = IntStream.range(0, 600)
                .mapToObj(i -> i + ":1")
                .reduce((a, b) -> a + "," + b)
                .orElseThrow();
        String half = "{\"topic\":\"T\",\"bname\":\"b\",\"currIdMap\":{" + distinct + "}}";

        assertThatThrownBy(() -> json(
                        "{\"topicConfigSerializeWrapper\":{\"topicQueueMappingInfoMap\":{\"T\":" + mapping + "}}}"))
                .hasMessage("body has more entries than maxEntries 1000");
        assertThatThrownBy(() -> new RegistrationReader(SMALL)
                        .read(
                                Bytes.of(Bytes.deflated(Bytes.sections("{}", 0, "[]", 2, half, half))),
                                V5_5_0,
                                true,
                                NOW))
                .hasMessage("registration has more entries than maxEntries 1000");
    }

    @Test
    void filterServersCountAsEntries() {
        String servers = String.join(",", Collections.nCopies(1001, "\"f\""));

        assertThatThrownBy(() -> json("{\"filterServerList\":[" + servers + "]}"))
                .hasMessage("body has more entries than maxEntries 1000");
    }

    @Test
    void aBrokerWithAHundredThousandTopicsIsWelcome() {
        List<TopicConfig> topics = IntStream.range(0, 100_000)
                .mapToObj(i -> new TopicConfig("%RETRY%some-consumer-group-" + i, new TopicSettings(4, 4, 6, 0, false)))
                .toList();
        RegistrationBody body = RegistrationBody.of(DataVersion.ZERO, topics);

        assertThat(RegistrationBody.read(Bytes.of(Bytes.written(body::writeJson)), V5_5_0, false, NOW))
                .isEqualTo(body);
        assertThat(RegistrationBody.read(
                        Bytes.of(Bytes.written(out -> body.writeCompressed(out, V5_5_0))), V5_5_0, true, NOW))
                .isEqualTo(body);
    }

    @ParameterizedTest
    @CsvSource({"0,1,1,1", "1,0,1,1", "1,1,-1,1", "1,1,1,0"})
    void limitsThatLetNothingPassAreRefused(long inflatedBytes, int entries, int depth, int textLength) {
        assertThatThrownBy(() -> new BodyLimits(inflatedBytes, entries, depth, textLength))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a body limit is below 1: maxInflatedBytes=" + inflatedBytes);
    }

    private static String topics(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "\"T" + i + "\":{\"topicName\":\"T" + i + "\"}")
                .reduce((a, b) -> a + "," + b)
                .orElseThrow();
    }

    private static String topicTable(String entries) {
        return "{\"topicConfigSerializeWrapper\":{\"topicConfigTable\":{" + entries + "}}}";
    }

    private static RegistrationBody json(String body) {
        return new RegistrationReader(SMALL).read(Bytes.of(body), V5_5_0, false, NOW);
    }

    private static RegistrationBody compressed(BodyLimits limits, byte[] body) {
        return new RegistrationReader(limits).read(Bytes.of(body), V4_9_7, true, NOW);
    }
}
