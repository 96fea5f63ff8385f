package io.lodestar.protocol.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lodestar.protocol.MalformedBodyException;
import io.lodestar.protocol.json.JsonDialect;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The route of a topic, byte for byte as the original answers it (protocol 3.6, 12.1), and as it is read. */
final class RouteBodyTest {
    private static final String MASTER = "127.0.0.1:10911";
    private static final String SLAVE = "127.0.0.1:10921";

    private static final RouteBody GOLDEN =
            RouteBody.of(List.of(broker(Map.of(0L, MASTER))), List.of(new QueueEntry("broker-a", 4, 4, 6, 0)));

    private static final String GOLDEN_JSON = "{\"brokerDatas\":[{\"brokerAddrs\":{\"0\":\"127.0.0.1:10911\"},"
            + "\"brokerName\":\"broker-a\",\"cluster\":\"DefaultCluster\",\"enableActingMaster\":false}],"
            + "\"filterServerTable\":{},\"queueDatas\":[{\"brokerName\":\"broker-a\",\"perm\":6,\"readQueueNums\":4,"
            + "\"topicSysFlag\":0,\"writeQueueNums\":4}]}";

    /** A route with everything that a route can have. */
    private static final RouteBody FULL = new RouteBody(
            List.of(new BrokerEntry(
                    "C", "b", new TreeMap<>(Map.of(10L, "x:1", 2L, SLAVE, 0L, MASTER)), Optional.of("z1"), true)),
            List.of(new QueueEntry("b", 1, 2, 7, 3)),
            new TreeMap<>(Map.of(MASTER, List.of("f:2", "f:1"))),
            Optional.of("b:4;c:4"),
            new TreeMap<>(Map.of("b", TopicQueueMapping.global("T", "b", 2, 7, Map.of(0, 0, 10, 5, 2, 1)))));

    private static final String FULL_LEGACY = "{\"brokerDatas\":[{\"brokerAddrs\":{0:\"127.0.0.1:10911\","
            + "2:\"127.0.0.1:10921\",10:\"x:1\"},\"brokerName\":\"b\",\"cluster\":\"C\",\"enableActingMaster\":true,"
            + "\"zoneName\":\"z1\"}],\"filterServerTable\":{\"127.0.0.1:10911\":[\"f:2\",\"f:1\"]},"
            + "\"orderTopicConf\":\"b:4;c:4\",\"queueDatas\":[{\"brokerName\":\"b\",\"perm\":7,\"readQueueNums\":1,"
            + "\"topicSysFlag\":3,\"writeQueueNums\":2}],\"topicQueueMappingByBroker\":{\"b\":{\"bname\":\"b\","
            + "\"currIdMap\":{0:0,2:1,10:5},\"dirty\":false,\"epoch\":7,\"scope\":\"__global__\",\"topic\":\"T\","
            + "\"totalQueues\":2}}}";

    private static final String FULL_STANDARD = FULL_LEGACY
            .replace("{0:\"127", "{\"0\":\"127")
            .replace(",2:\"127", ",\"2\":\"127")
            .replace(",10:\"x", ",\"10\":\"x")
            .replace("{0:0,2:1,10:5}", "{\"0\":0,\"2\":1,\"10\":5}");

    @Test
    void aRouteIsWrittenAsTheOriginalWritesIt() {
        assertThat(written(GOLDEN, JsonDialect.STANDARD)).isEqualTo(GOLDEN_JSON);
        assertThat(GOLDEN_JSON).as("length of the body in protocol 12.1").hasSize(262);
        assertThat(written(GOLDEN, JsonDialect.LEGACY)).isEqualTo(GOLDEN_JSON.replace("\"0\":", "0:"));
    }

    @Test
    void theMembersThatMayBeAbsentStandInAlphabeticalOrder() {
        assertThat(written(FULL, JsonDialect.LEGACY)).isEqualTo(FULL_LEGACY);
        assertThat(written(FULL, JsonDialect.STANDARD)).isEqualTo(FULL_STANDARD);
    }

    @Test
    void bothDialectsAreRead() {
        assertThat(read(GOLDEN_JSON)).isEqualTo(GOLDEN);
        assertThat(read(FULL_LEGACY)).isEqualTo(FULL);
        assertThat(read(FULL_STANDARD)).isEqualTo(FULL);
    }

    @Test
    void anAnswerOf4xHasNoActingMaster() {
        assertThat(read(GOLDEN_JSON.replace(",\"enableActingMaster\":false", "")))
                .isEqualTo(GOLDEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{}",
                "{\"queueDatas\":null,\"brokerDatas\":null,\"filterServerTable\":null,\"orderTopicConf\":null,"
                        + "\"topicQueueMappingByBroker\":null}",
                "{\"queueDatas\":[null]}",
                "{\"unknown\":{\"0\":[1]}}"
            })
    void membersThatAreMissingOrNullLeaveTheRouteEmpty(String body) {
        assertThat(read(body)).isEqualTo(RouteBody.of(List.of(), List.of()));
    }

    @Test
    void anAnnouncedTopicCountsByItsQueuesWhoseMembersMayBeMissing() {
        RouteBody body = read("{\"queueDatas\":[{\"brokerName\":\"rb\",\"perm\":\"6\",\"readQueueNums\":null},{}]}");

        assertThat(body.queues()).containsExactly(new QueueEntry("rb", 0, 0, 6, 0), new QueueEntry("", 0, 0, 0, 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "5",
                "{\"queueDatas\":{}}",
                "{} x",
                "{\"brokerDatas\":[{\"brokerAddrs\":{\"x\":\"a\"}}]}",
                "{\"brokerDatas\":[{\"brokerAddrs\":[]}]}"
            })
    void whatIsNoRouteIsRefused(String body) {
        assertThatThrownBy(() -> read(body)).isInstanceOf(MalformedBodyException.class);
    }

    @Test
    void aRouteKeepsNothingOfWhatItWasMadeFrom() {
        var addresses = new TreeMap<Long, String>(Map.of(0L, MASTER));
        BrokerEntry broker = new BrokerEntry("C", "b", addresses, Optional.empty(), false);

        addresses.put(1L, SLAVE);

        assertThat(broker.addresses()).isEqualTo(Map.of(0L, MASTER));
        assertThatThrownBy(() -> broker.addresses().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> FULL.filterServers().values().forEach(List::clear))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    private static BrokerEntry broker(Map<Long, String> addresses) {
        return new BrokerEntry("DefaultCluster", "broker-a", new TreeMap<>(addresses), Optional.empty(), false);
    }

    private static String written(RouteBody body, JsonDialect dialect) {
        return Bytes.text(out -> body.writeTo(out, dialect));
    }

    private static RouteBody read(String body) {
        return RouteBody.read(body.isEmpty() ? Unpooled.EMPTY_BUFFER : Bytes.of(body));
    }
}
