package io.lodestar.protocol.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lodestar.protocol.MalformedBodyException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a registration in JSON may leave out, misspell or get wrong (protocol 3.4), probed with the 5.5.0 classes. */
final class RegistrationJsonTest {
    private static final long NOW = 1_800_000_000_000L;
    private static final int V5_5_0 = 513;

    @Test
    void anEmptyObjectHasTheDefaultsOfEachMember() {
        assertThat(read("{}")).isEqualTo(RegistrationBody.of(new DataVersion(0, NOW, 0), List.of()));
        assertThat(wrapper("{}")).isEqualTo(read("{}"));
    }

    @Test
    void unknownMembersAreSkippedWhateverTheyHold() {
        assertThat(read("{\"x\":[{\"y\":[1,null,\"z\"]}],\"topicConfigSerializeWrapper\":{\"x\":{\"0\":[]},"
                        + "\"topicQueueMappingDetailMap\":{\"T\":{\"hostedQueues\":{0:[{\"gen\":1}]}}}}}"))
                .isEqualTo(read("{}"));
    }

    @Test
    void aTopicHasTheWiresDefaults() {
        assertThat(topic("\"topicName\":\"T\""))
                .isEqualTo(new TopicConfig("T", new TopicSettings(16, 16, 6, 0, false)));
    }

    @Test
    void attributesAndFilterTypesOfAnyKindMeanNothing() {
        assertThat(topic("\"topicName\":\"T\",\"topicFilterType\":\"NO_SUCH_TYPE\",\"attributes\":{\"a\":{\"b\":[1]}}"))
                .isEqualTo(TopicConfig.withDefaults("T"));
        assertThat(topic("\"topicName\":\"T\",\"topicFilterType\":null,\"attributes\":{\"$ref\":\"$.x\"}"))
                .isEqualTo(TopicConfig.withDefaults("T"));
    }

    @Test
    void theNameOfATopicIsItsOwnAndNotItsKey() {
        RegistrationBody body = topics("\"key\":{\"topicName\":\"name\"}");

        assertThat(body.topics()).extracting(TopicConfig::topic).containsExactly("name");
    }

    @Test
    void aTopicGivenTwiceCountsOnceAsGivenLast() {
        RegistrationBody body = topics("\"a\":{\"topicName\":\"T\",\"perm\":2},\"b\":{\"topicName\":\"T\",\"perm\":4}");

        assertThat(body.topics()).containsExactly(new TopicConfig("T", new TopicSettings(16, 16, 4, 0, false)));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "8, 8",
                "`\"8\"`, 8",
                "-1, -1",
                "8.7, 8",
                "1e2, 100",
                "null, 0",
                "`\"\"`, 0",
                "`\"null\"`, 0",
                "true, 1",
                "false, 0",
                "`'8'`, 8",
                "2147483647, 2147483647",
                "`\"-2147483648\"`, -2147483648"
            })
    void aNumberIsTakenAsTheOriginalTakesIt(String written, int meant) {
        assertThat(topic("\"topicName\":\"T\",\"readQueueNums\":" + written)
                        .settings()
                        .readQueueNums())
                .isEqualTo(meant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"abc\"",
                "[]",
                "{}",
                "2147483648",
                "-2147483649",
                "99999999999999999999",
                "1e300",
                "\"2147483648\"",
                "\" 8\"",
                "0x10"
            })
    void aNumberThatIsNoneIsRefused(String written) {
        assertThatThrownBy(() -> topic("\"topicName\":\"T\",\"readQueueNums\":" + written))
                .isInstanceOf(MalformedBodyException.class);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "true, true",
                "false, false",
                "`\"true\"`, true",
                "`\"TRUE\"`, true",
                "1, true",
                "0, false",
                "null, false",
                "`\"\"`, false"
            })
    void aTruthValueIsTakenAsTheOriginalTakesIt(String written, boolean meant) {
        assertThat(topic("\"topicName\":\"T\",\"order\":" + written).settings().order())
                .isEqualTo(meant);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"5, 5", "true, true", "1.5, 1.5", "'x', x", "`\"\"`, ``"})
    void aNameMayBeAnyScalar(String written, String meant) {
        assertThat(topic("\"topicName\":" + written).topic()).isEqualTo(meant);
    }

    @Test
    void singleQuotesAndBareNamesAreRead() {
        assertThat(read("{'topicConfigSerializeWrapper':{topicConfigTable:{T:{topicName:'T',perm:4}}}}")
                        .topics())
                .containsExactly(new TopicConfig("T", new TopicSettings(16, 16, 4, 0, false)));
    }

    @Test
    void textOutsideAsciiIsUtf8OrEscaped() {
        assertThat(topic("\"topicName\":\"\u8ba2\u5355\ud83d\ude80\"").topic()).isEqualTo("\u8ba2\u5355\ud83d\ude80");
        assertThat(topic("\"topicName\":\"\\u8ba2\\/\"").topic()).isEqualTo("\u8ba2/");
    }

    @Test
    void aVersionThatIsNullIsNotOneThatIsAbsent() {
        assertThat(wrapper("{\"dataVersion\":null}").dataVersion())
                .as("explicit null")
                .isEmpty();
        assertThat(wrapper("{\"dataVersion\":{}}").dataVersion()).contains(new DataVersion(0, NOW, 0));
        assertThat(wrapper("{\"dataVersion\":{\"counter\":\"7\",\"timestamp\":null,\"stateVersion\":9}}")
                        .dataVersion())
                .contains(new DataVersion(9, 0, 7));
    }

    @Test
    void aFilterListThatIsNullIsNotOneThatIsAbsent() {
        assertThat(read("{\"filterServerList\":null}").filterServers())
                .as("explicit null leaves the stored list alone")
                .isEmpty();
        assertThat(read("{}").filterServers()).contains(List.of());
        assertThat(read("{\"filterServerList\":[\"f:1\",null,2]}").filterServers())
                .contains(List.of("f:1", "2"));
    }

    @Test
    void aMappingHasTheDefaultsOfTheWireAndTheTopicOfItsKey() {
        assertThat(mappings("\"T\":{\"bname\":\"b\"},\"U\":null"))
                .isEqualTo(Map.of("T", TopicQueueMapping.global("T", "b", 0, 0, Map.of())));
    }

    @Test
    void aMappingIsReadWithBareAndQuotedQueueNumbers() {
        String members = "\"bname\":\"b\",\"dirty\":true,\"epoch\":7,\"scope\":\"s\",\"topic\":\"T\",\"totalQueues\":2";

        Map<String, TopicQueueMapping> bare = mappings("\"T\":{" + members + ",\"currIdMap\":{0:0,-1:5}}");

        assertThat(bare)
                .isEqualTo(Map.of(
                        "T", new TopicQueueMapping("T", "b", "s", 2, 7, true, new TreeMap<>(Map.of(0, 0, -1, 5)))));
        assertThat(mappings("\"T\":{" + members + ",\"currIdMap\":{\"0\":\"0\",\"-1\":5}}"))
                .isEqualTo(bare);
    }

    @Test
    void mappingsThatAreNullAreNone() {
        assertThat(wrapper("{\"topicQueueMappingInfoMap\":null}").mappings()).isEmpty();
        assertThat(mappings("\"T\":{\"bname\":\"b\",\"currIdMap\":null}").values())
                .containsExactly(TopicQueueMapping.global("T", "b", 0, 0, Map.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                " ",
                "5",
                "\"x\"",
                "[]",
                "{",
                "{}{}",
                "{} x",
                "{\"a\":1,}",
                "{,}",
                "{\"a\" 1}",
                "{\"a\":nul}",
                "{\"filterServerList\":5}",
                "{\"filterServerList\":[[]]}",
                "{\"topicConfigSerializeWrapper\":null}",
                "{\"topicConfigSerializeWrapper\":[]}"
            })
    void whatIsNoRegistrationIsRefused(String body) {
        assertThatThrownBy(() -> read(body))
                .isInstanceOf(MalformedBodyException.class)
                .message()
                .isNotBlank();
    }

    @Test
    void aTopicTableThatIsNullIsRefusedWhereTheOriginalRegistersByHalf() {
        assertThatThrownBy(() -> wrapper("{\"topicConfigTable\":null}"))
                .isInstanceOf(MalformedBodyException.class)
                .hasMessage("topicConfigTable is null; a broker without topics sends {}");
    }

    @Test
    void aTopicOrMappingThatLacksItsNameIsRefusedByTheNameOfTheMember() {
        assertThatThrownBy(() -> topic("\"perm\":6")).hasMessage("topic config has no topicName");
        assertThatThrownBy(() -> topic("\"topicName\":null")).hasMessage("topic config has no topicName");
        assertThatThrownBy(() -> mappings("\"T\":{}")).hasMessage("static-topic mapping has no bname");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"T\":null", "\"T\":5", "\"T\":[]", "\"T\":\"x\""})
    void aTopicThatIsNoObjectIsRefused(String entry) {
        assertThatThrownBy(() -> topics(entry)).hasMessageContaining("where an object is due");
    }

    @Test
    void aMessageSaysWhereAndWhat() {
        assertThatThrownBy(() -> topic("\"topicName\":\"T\",\"perm\":\"abc\""))
                .hasMessage("/topicConfigSerializeWrapper/topicConfigTable/T/perm at byte 80 is \"abc\" where a "
                        + "whole number is due");
        assertThatThrownBy(() -> topic("\"topicName\":\"T\",\"perm\":3000000000"))
                .hasMessageEndingWith("is 3000000000, which exceeds 32 bits");
        assertThatThrownBy(() -> mappings("\"T\":{\"bname\":\"b\",\"currIdMap\":{\"x\":1}}"))
                .hasMessage("\"x\" stands for a whole number");
        assertThatThrownBy(() -> read("{\"a\"!")).hasMessageStartingWith("body cannot be read at byte 4: ");
    }

    @Test
    void bytesThatAreNoUtf8AreRefused() {
        byte[] body = {'{', '"', (byte) 0xff, '"', ':', '1', '}'};

        assertThatThrownBy(() -> RegistrationBody.read(Bytes.of(body), V5_5_0, false, NOW))
                .isInstanceOf(MalformedBodyException.class)
                .hasMessage("body is not UTF-8");
    }

    private static RegistrationBody read(String body) {
        return RegistrationBody.read(Bytes.of(body), V5_5_0, false, NOW);
    }

    private static RegistrationBody wrapper(String wrapper) {
        return read("{\"topicConfigSerializeWrapper\":" + wrapper + "}");
    }

    private static RegistrationBody topics(String entries) {
        return wrapper("{\"topicConfigTable\":{" + entries + "}}");
    }

    private static TopicConfig topic(String members) {
        return topics("\"T\":{" + members + "}").topics().get(0);
    }

    private static Map<String, TopicQueueMapping> mappings(String entries) {
        return wrapper("{\"topicQueueMappingInfoMap\":{" + entries + "}}").mappings();
    }
}
