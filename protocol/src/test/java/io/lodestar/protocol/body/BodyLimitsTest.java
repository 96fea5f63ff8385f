package io.lodestar.protocol.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.lodestar.protocol.LimitExceededException;
import io.lodestar.protocol.MalformedBodyException;
import io.lodestar.protocol.NameRule;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No body costs more than its limits allow, and each refusal names the limit. */
final class BodyLimitsTest {
    private static final long NOW = 0;
    private static final int V4_9_7 = 407;
    private static final int V5_5_0 = 513;
    private static final int MIB = 1 << 20;
    private static final BodyLimits SMALL = new BodyLimits(MIB, 10, 1000, 500, 8, 5000, new NameRule(5000));

    private static final String TOO_MANY_ENTRIES =
            "number of mappings, queues and servers exceeds registrationMaxEntries 500"
                    + remedy("registrationMaxEntries");

    private static String remedy(String key) {
        return "; send less, or raise " + key + " at the name server";
    }

    @Test
    void aStreamThatInflatesAThousandfoldIsRefusedAtTheLimit() {
        byte[] honest = Bytes.sections("{}", 0, "[]");
        byte[] bomb = Bytes.deflated(Arrays.copyOf(honest, 16 * MIB));
        assertThat(16 * MIB / bomb.length).as("inflation ratio").isGreaterThan(900);

        long allocatedBytes = Allocation.bytesOf(() -> assertThatThrownBy(() -> compressed(SMALL, bomb))
                .isInstanceOf(LimitExceededException.class)
                .hasMessage("inflated body exceeds inflatedMaxLength 1048576" + remedy("inflatedMaxLength")));

        assertThat(allocatedBytes).isLessThan(MIB);
    }

    @Test
    void topicsThatInflateBeyondTheLimitAreRefused() {
        Object[] sections = new Object[1000];
        Arrays.fill(sections, "T".repeat(4000) + " 1 1 6 SINGLE_TAG");
        sections[0] = "{}";
        sections[1] = 998;

        assertThatThrownBy(() -> compressed(SMALL, Bytes.deflated(Bytes.sections(sections))))
                .hasMessage("inflated body exceeds inflatedMaxLength 1048576" + remedy("inflatedMaxLength"));
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
                .hasMessage("text or name in a body exceeds textMaxLength 5000" + remedy("textMaxLength"));
        assertThatThrownBy(() -> json(topicTable("\"" + text + "\":{\"topicName\":\"T\"}")))
                .hasMessage("text or name in a body exceeds textMaxLength 5000" + remedy("textMaxLength"));
        assertThatThrownBy(() -> compressed(SMALL, Bytes.deflated(Bytes.sections("{}", 1, text, "[]"))))
                .hasMessage("length of topic 5001 exceeds textMaxLength 5000" + remedy("textMaxLength"));
    }

    @Test
    void nestingThatIsTooDeepIsRefusedAlsoWhereItIsSkipped() {
        String deep = "[".repeat(100_000);

        assertThatThrownBy(() -> json("{\"x\":" + deep))
                .hasMessage("nesting of a body exceeds jsonMaxDepth 8" + remedy("jsonMaxDepth"));
        assertThatThrownBy(() -> RouteBody.read(Bytes.of("{\"x\":" + deep)))
                .hasMessage("nesting of a body exceeds jsonMaxDepth 64" + remedy("jsonMaxDepth"));
    }

    @Test
    void topicsBeyondTheLimitAreRefusedAndThoseAtItAreNot() {
        String refusal = "number of topics exceeds registrationMaxTopics 1000" + remedy("registrationMaxTopics");

        assertThat(json(topicTable(topics(1000))).topics()).hasSize(1000);
        assertThatThrownBy(() -> json(topicTable(topics(1001)))).hasMessage(refusal);
        assertThatThrownBy(() -> compressed(SMALL, Bytes.deflated(Bytes.sections("{}", 1001))))
                .hasMessage(refusal);
    }

    @Test
    void queueNumbersOfMappingsCountAsEntries() {
        String ids = String.join(",", Collections.nCopies(500, "1:1"));
        String mapping = "{\"topic\":\"T\",\"bname\":\"b\",\"currIdMap\":{" + ids + "}}";
        String distinct = IntStream.range(0, 300)
                .mapToObj(i -> i + ":1")
                .reduce((a, b) -> a + "," + b)
                .orElseThrow();
        String half = "{\"topic\":\"T\",\"bname\":\"b\",\"currIdMap\":{" + distinct + "}}";

        assertThatThrownBy(() -> json(
                        "{\"topicConfigSerializeWrapper\":{\"topicQueueMappingInfoMap\":{\"T\":" + mapping + "}}}"))
                .hasMessage(TOO_MANY_ENTRIES);
        assertThatThrownBy(() -> new RegistrationReader(SMALL)
                        .read(
                                Bytes.of(Bytes.deflated(Bytes.sections("{}", 0, "[]", 2, half, half))),
                                V5_5_0,
                                true,
                                NOW))
                .hasMessage(TOO_MANY_ENTRIES);
    }

    @Test
    void namesAreBoundedInEveryShapeOfARegistration() {
        var strict = new BodyLimits(MIB, 200, 1000, 500, 8, 5000, new NameRule(300));
        for (int length : new int[] {300, 301}) {
            String name = "T".repeat(length);
            var bodies = List.of(
                    Bytes.of(topicTable("\"k\":{\"topicName\":\"" + name + "\"}")),
                    // the second and the third entry are told by comparison, not read
                    Bytes.of(topicTable(topics(2) + ",\"" + name + "\":{\"topicName\":\"" + name + "\"}")),
                    Bytes.of(mappings(name, "{\"bname\":\"b\"}")),
                    Bytes.of(mappings("T", "{\"bname\":\"" + name + "\"}")),
                    Bytes.of(mappings("T", "{\"bname\":\"b\",\"scope\":\"" + name + "\"}")),
                    Bytes.of("{\"filterServerList\":[\"" + name + "\"]}"),
                    Bytes.of(Bytes.deflated(
                            Bytes.sections("{}", 2, "T 1 1 6 SINGLE_TAG", name + " 1 1 6 SINGLE_TAG", "[]"))),
                    Bytes.of(Bytes.deflated(Bytes.sections("{}", 1, name + " 1 1 6 SINGLE_TAG", "[]"))));
            for (int i = 0; i < bodies.size(); i++) {
                var body = bodies.get(i);
                var outcome = catchThrowable(() -> new RegistrationReader(strict).read(body, V4_9_7, false, NOW));
                if (length == 300) {
                    assertThat(outcome).as("body %d at the limit", i).isNull();
                } else {
                    assertThat(outcome)
                            .as("body %d beyond the limit", i)
                            .isInstanceOf(LimitExceededException.class)
                            .hasMessageContaining(" of 301 characters exceeds nameMaxLength 300; ");
                }
            }
        }
    }

    @Test
    void namesWithControlCharactersAreRefusedInEveryShapeOfARegistration() {
        List<ByteBuf> bodies = List.of(
                Bytes.of(topicTable("\"k\":{\"topicName\":\"a\\u001b\"}")),
                Bytes.of(topicTable(topics(2) + ",\"a\u007f\":{\"topicName\":\"a\u007f\"}")),
                Bytes.of(topicTable("\"k\":{\"topicName\":\"a\\ud83d\"}")),
                Bytes.of(mappings("a\\n", "{\"bname\":\"b\"}")),
                Bytes.of("{\"filterServerList\":[\"a\\r\"]}"),
                Bytes.of(Bytes.deflated(
                        Bytes.sections("{}", 2, "T 1 1 6 SINGLE_TAG", "a\u007f 1 1 6 SINGLE_TAG", "[]"))));

        for (int i = 0; i < bodies.size(); i++) {
            var body = bodies.get(i);
            assertThatThrownBy(() -> new RegistrationReader(SMALL).read(body, V4_9_7, false, NOW))
                    .as("body %d", i)
                    .isInstanceOf(MalformedBodyException.class)
                    .hasMessageContaining(" is no name: its character 2 is ");
        }
    }

    private static String mappings(String topic, String mapping) {
        return "{\"topicConfigSerializeWrapper\":{\"topicQueueMappingInfoMap\":{\"" + topic + "\":" + mapping + "}}}";
    }

    @Test
    void inflationIsBoundedByRatioOnceItIsMoreThanAMebibyte() {
        var limits = new BodyLimits(64L * MIB, 200, 1_000_000, 500, 8, 5000, NameRule.DEFAULT);
        byte[] honest = Bytes.sections("{}", 0, "[]");
        byte[] short1000To1 = Bytes.deflated(Arrays.copyOf(honest, MIB));
        byte[] long1000To1 = Bytes.deflated(Arrays.copyOf(honest, MIB + 8192));

        assertThat(compressed(limits, short1000To1).topics()).isEmpty();
        assertThatThrownBy(() -> compressed(limits, long1000To1))
                .hasMessage("inflation of a body of " + long1000To1.length + " bytes exceeds inflationMaxRatio 200"
                        + remedy("inflationMaxRatio"));
    }

    /** Brokers with many topics whose names are alike: what real ones have, and the worst of them. */
    @ParameterizedTest
    @ValueSource(strings = {"%%RETRY%%some-consumer-group-%d", "topic%07d", "%0255d"})
    void registrationsOfManyTopicsInflateFarLessThanTheLimit(String names) {
        List<TopicConfig> topics = IntStream.range(0, 50_000)
                .mapToObj(i ->
                        new TopicConfig(String.format(Locale.ROOT, names, i), new TopicSettings(4, 4, 6, 0, false)))
                .toList();
        byte[] compressed = Bytes.written(
                out -> RegistrationBody.of(DataVersion.ZERO, topics).writeCompressed(out, V5_5_0));

        int ratio = Bytes.inflated(compressed).length / compressed.length;

        assertThat(ratio).as("inflation ratio").isLessThan(BodyLimits.DEFAULT.maxInflationRatio() / 2);
    }

    @Test
    void filterServersCountAsEntries() {
        String servers = String.join(",", Collections.nCopies(501, "\"f\""));

        assertThatThrownBy(() -> json("{\"filterServerList\":[" + servers + "]}"))
                .hasMessage(TOO_MANY_ENTRIES);
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
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void limitsThatLetNothingPassAreRefused(int which) {
        int[] limits = {1, 1, 1, 1, 1, 1};
        limits[which] = 0;

        assertThatThrownBy(() -> new BodyLimits(
                        limits[0], limits[1], limits[2], limits[3], limits[4], limits[5], NameRule.DEFAULT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a body limit is below 1: maxInflatedLength=" + limits[0]);
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
