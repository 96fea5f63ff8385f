package io.lodestar.protocol.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lodestar.protocol.MalformedBodyException;
import io.lodestar.protocol.json.JsonDialect;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The smaller bodies, byte for byte as the original answers them (protocol 3.2, 3.3, 3.10), and as they are read. */
final class AnswerBodiesTest {
    private static final long NOW = 1_800_000_000_000L;
    private static final Map<Long, String> ADDRESSES = Map.of(0L, "127.0.0.1:10911", 1L, "127.0.0.1:10921");

    @Test
    void clusterInformationInBothDialects() {
        var broker = new BrokerEntry("DefaultCluster", "broker-a", new TreeMap<>(ADDRESSES), Optional.empty(), false);
        var body = new ClusterInfoBody(
                new TreeMap<>(Map.of("broker-a", broker)),
                new TreeMap<>(Map.of("DefaultCluster", names("broker-b", "broker-a"))));
        String legacy = "{\"brokerAddrTable\":{\"broker-a\":{\"brokerAddrs\":{0:\"127.0.0.1:10911\","
                + "1:\"127.0.0.1:10921\"},\"brokerName\":\"broker-a\",\"cluster\":\"DefaultCluster\","
                + "\"enableActingMaster\":false}},\"clusterAddrTable\":{\"DefaultCluster\":[\"broker-a\",\"broker-b\"]}}";
        String standard = legacy.replace("{0:", "{\"0\":").replace(",1:", ",\"1\":");

        assertThat(Bytes.text(out -> body.writeTo(out, JsonDialect.LEGACY))).isEqualTo(legacy);
        assertThat(Bytes.text(out -> body.writeTo(out, JsonDialect.STANDARD))).isEqualTo(standard);
        assertThat(ClusterInfoBody.read(Bytes.of(legacy))).isEqualTo(body);
        assertThat(ClusterInfoBody.read(Bytes.of(standard))).isEqualTo(body);
    }

    @Test
    void clusterInformationOfAnEmptyNameServer() {
        var body = new ClusterInfoBody(Collections.emptySortedMap(), Collections.emptySortedMap());

        assertThat(Bytes.text(out -> body.writeTo(out, JsonDialect.LEGACY)))
                .isEqualTo("{\"brokerAddrTable\":{},\"clusterAddrTable\":{}}");
        assertThat(ClusterInfoBody.read(Bytes.of("{\"brokerAddrTable\":null,\"x\":[]}")))
                .isEqualTo(body);
    }

    @Test
    void clusterInformationOfTheOriginalMayNameABrokerNull() {
        assertThat(ClusterInfoBody.read(Bytes.of("{\"clusterAddrTable\":{\"C\":[null,\"b\"]}}"))
                        .clusters())
                .isEqualTo(Map.of("C", Set.of("b")));
    }

    @Test
    void aListOfTopicsKeepsItsOrder() {
        var body = TopicListBody.of(List.of("T2", "T1"));

        assertThat(Bytes.text(out -> body.writeTo(out, JsonDialect.LEGACY)))
                .isEqualTo("{\"topicList\":[\"T2\",\"T1\"]}");
        assertThat(TopicListBody.read(Bytes.of("{\"topicList\":[\"T2\",\"T1\"]}")))
                .isEqualTo(body);
        assertThat(TopicListBody.read(Bytes.of("{\"topicList\":null}"))).isEqualTo(TopicListBody.of(List.of()));
    }

    @Test
    void aListOfSystemTopicsMayNameABroker() {
        var body = new TopicListBody(List.of("broker-a", "DefaultCluster"), Optional.of("127.0.0.1:10911"));
        String json = "{\"brokerAddr\":\"127.0.0.1:10911\",\"topicList\":[\"broker-a\",\"DefaultCluster\"]}";

        assertThat(Bytes.text(out -> body.writeTo(out, JsonDialect.LEGACY))).isEqualTo(json);
        assertThat(TopicListBody.read(Bytes.of(json))).isEqualTo(body);
    }

    @Test
    void aTableHoldsAnyTextUnderAnyKey() {
        var body = new KvTableBody(new TreeMap<>(Map.of("k\"1", "line 1\nline 2", "\u8ba2", "a:4;b:4", "", "")));
        String json = "{\"table\":{\"\":\"\",\"k\\\"1\":\"line 1\\nline 2\",\"\u8ba2\":\"a:4;b:4\"}}";

        assertThat(Bytes.text(out -> body.writeTo(out, JsonDialect.LEGACY))).isEqualTo(json);
        assertThat(KvTableBody.read(Bytes.of(json))).isEqualTo(body);
    }

    @Test
    void aTableWithoutAValueLacksTheKey() {
        assertThat(KvTableBody.read(Bytes.of("{\"table\":{\"a\":null,\"b\":\"1\"}}"))
                        .table())
                .isEqualTo(Map.of("b", "1"));
        assertThat(KvTableBody.read(Bytes.of("{}")).table()).isEmpty();
    }

    @Test
    void aGroupEchoesTheNamesThatTheAskerGave() {
        var body = new BrokerMemberGroupBody(Optional.of("zz"), Optional.of("broker-a"), new TreeMap<>(ADDRESSES));
        String json = "{\"brokerMemberGroup\":{\"brokerAddrs\":{0:\"127.0.0.1:10911\",1:\"127.0.0.1:10921\"},"
                + "\"brokerName\":\"broker-a\",\"cluster\":\"zz\"}}";

        assertThat(Bytes.text(out -> body.writeTo(out, JsonDialect.LEGACY))).isEqualTo(json);
        assertThat(BrokerMemberGroupBody.read(Bytes.of(json))).isEqualTo(body);
        assertThat(BrokerMemberGroupBody.read(Bytes.of(Bytes.text(out -> body.writeTo(out, JsonDialect.STANDARD)))))
                .isEqualTo(body);
    }

    @Test
    void aGroupThatNobodyKnowsIsEmpty() {
        var body = new BrokerMemberGroupBody(Optional.empty(), Optional.empty(), Collections.emptySortedMap());

        assertThat(Bytes.text(out -> body.writeTo(out, JsonDialect.LEGACY)))
                .isEqualTo("{\"brokerMemberGroup\":{\"brokerAddrs\":{}}}");
        assertThat(BrokerMemberGroupBody.read(Bytes.of("{\"brokerMemberGroup\":{\"brokerAddrs\":{}}}")))
                .isEqualTo(body);
        assertThat(BrokerMemberGroupBody.read(Bytes.of("{}"))).isEqualTo(body);
    }

    @Test
    void aDataVersionAsQueried() {
        var version = new DataVersion(0, 1_700_000_000_000L, 3);
        String json = "{\"counter\":3,\"stateVersion\":0,\"timestamp\":1700000000000}";

        assertThat(Bytes.text(version::writeTo)).isEqualTo(json);
        assertThat(DataVersion.read(Bytes.of(json), NOW)).contains(version);
    }

    @Test
    void aDataVersionMayBeAbsentOrLackMembers() {
        assertThat(DataVersion.read(Unpooled.EMPTY_BUFFER, NOW)).isEmpty();
        assertThat(DataVersion.read(Bytes.of("null"), NOW)).isEmpty();
        assertThat(DataVersion.read(Bytes.of("{\"counter\":3,\"timestatmp\":5}"), NOW))
                .contains(new DataVersion(0, NOW, 3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "5", "[]", "\"x\"", "{", "{}{}", "{} x"})
    void whatIsNoObjectIsRefusedByEachReader(String body) {
        List<Consumer<ByteBuf>> readers =
                List.of(ClusterInfoBody::read, TopicListBody::read, KvTableBody::read, BrokerMemberGroupBody::read);

        for (Consumer<ByteBuf> reader : readers) {
            assertThatThrownBy(() -> reader.accept(Bytes.of(body))).isInstanceOf(MalformedBodyException.class);
        }
    }

    @Test
    void aMemberOfTheWrongKindIsRefused() {
        assertRefused(body -> DataVersion.read(body, NOW), "{\"counter\":\"x\"}");
        assertRefused(body -> DataVersion.read(body, NOW), "[]");
        assertRefused(ClusterInfoBody::read, "{\"brokerAddrTable\":[]}");
        assertRefused(ClusterInfoBody::read, "{\"brokerAddrTable\":{\"b\":null}}");
        assertRefused(ClusterInfoBody::read, "{\"clusterAddrTable\":{\"C\":{}}}");
        assertRefused(TopicListBody::read, "{\"topicList\":{}}");
        assertRefused(TopicListBody::read, "{\"topicList\":[{}]}");
        assertRefused(KvTableBody::read, "{\"table\":[]}");
        assertRefused(KvTableBody::read, "{\"table\":{\"k\":{}}}");
        assertRefused(BrokerMemberGroupBody::read, "{\"brokerMemberGroup\":null}");
        assertRefused(BrokerMemberGroupBody::read, "{\"brokerMemberGroup\":{\"brokerAddrs\":{\"x\":\"a\"}}}");
    }

    @Test
    void aDataVersionThatIsFarTooLongIsRefusedUnread() {
        assertThatThrownBy(() -> DataVersion.read(Bytes.of("{\"counter\":3}" + " ".repeat(4096)), NOW))
                .isInstanceOf(MalformedBodyException.class)
                .hasMessage("data version of 4109 bytes exceeds 4096");
    }

    private static void assertRefused(Consumer<ByteBuf> reader, String body) {
        assertThatThrownBy(() -> reader.accept(Bytes.of(body)))
                .as(body)
                .isInstanceOf(MalformedBodyException.class)
                .message()
                .isNotBlank();
    }

    @Test
    void theChecksumOfNoBodyIsZeroAndIsTakenAcrossBuffersWithoutItsTopBit() {
        var split = Unpooled.wrappedBuffer(Bytes.of("123"), Bytes.of("456789"));

        assertThat(BodyChecksum.of(Unpooled.EMPTY_BUFFER)).isZero();
        assertThat(BodyChecksum.of(split)).isEqualTo(0xcbf4_3926 & 0x7fff_ffff);
        assertThat(split.readerIndex()).isZero();
    }

    private static SortedSet<String> names(String... names) {
        return new TreeSet<>(List.of(names));
    }
}
