package io.lodestar.client.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.lodestar.client.BrokerGroup;
import io.lodestar.client.QueueMapping;
import io.lodestar.client.TopicQueues;
import io.lodestar.client.TopicRoute;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueueChooserTest {
    private final AtomicLong nanos = new AtomicLong();

    private static BrokerGroup group(String name, long... ids) {
        var addresses = new TreeMap<Long, String>();
        for (long id : ids) {
            addresses.put(id, name + "-" + id + ":10911");
        }
        return new BrokerGroup("cluster", name, addresses, Optional.empty(), false);
    }

    private static TopicRoute route(List<BrokerGroup> groups, TopicQueues... queues) {
        return new TopicRoute("orders", groups, List.of(queues), Optional.empty(), new TreeMap<>(), new TreeMap<>());
    }

    private static TopicRoute twoBrokers() {
        return route(
                List.of(group("b", 0), group("a", 0)),
                new TopicQueues("b", 2, 2, 6, 0),
                new TopicQueues("a", 2, 2, 6, 0));
    }

    private static TopicRoute ordered(String config) {
        var plain = twoBrokers();
        return new TopicRoute(
                "orders", plain.groups(), plain.queues(), Optional.of(config), plain.mappings(), plain.filterServers());
    }

    private static TopicRoute mapped(SortedMap<String, QueueMapping> mappings) {
        var plain = twoBrokers();
        return new TopicRoute("orders", plain.groups(), plain.queues(), Optional.empty(), mappings, new TreeMap<>());
    }

    private static List<String> texts(List<MessageQueue> queues) {
        return queues.stream()
                .map(queue -> queue.brokerName() + "/" + queue.queueId())
                .toList();
    }

    @Test
    void writableQueuesAreThoseOfWritableBrokersWithAMasterInTheirOrder() {
        var route = route(
                List.of(group("b", 0), group("a", 0, 1), group("slaves", 1), group("drained", 0)),
                new TopicQueues("b", 8, 2, 6, 0),
                new TopicQueues("a", 8, 1, 2, 0),
                new TopicQueues("slaves", 8, 4, 6, 0),
                new TopicQueues("drained", 8, 4, 4, 0),
                new TopicQueues("gone", 8, 4, 6, 0));

        assertThat(texts(Queues.writable(route))).containsExactly("a/0", "b/0", "b/1");
    }

    @Test
    void readableQueuesNeedNoMaster() {
        var route = route(
                List.of(group("slaves", 1), group("a", 0)),
                new TopicQueues("slaves", 2, 8, 4, 0),
                new TopicQueues("a", 2, 8, 2, 0));

        assertThat(texts(Queues.readable(route))).containsExactly("slaves/0", "slaves/1");
    }

    @Test
    void anOrderConfigurationAloneSaysWhereOrderedMessagesGo() {
        assertThat(texts(Queues.writable(ordered("b:1;gone:2")))).containsExactly("b/0", "gone/0", "gone/1");
    }

    @ParameterizedTest
    @CsvSource({"b:x;a:1", "b;a:1", ":3;a:1", "b:-1;a:1", "' ; b: ; a : 1 '"})
    void whatIsWrongInAnOrderConfigurationDoesNotSpoilTheRest(String config) {
        assertThat(texts(Queues.writable(ordered(config)))).containsExactly("a/0");
    }

    @Test
    void aStaticTopicHasItsLogicalQueuesWhereTheNewestMappingPutsThem() {
        var mappings = new TreeMap<>(Map.of(
                "a", new QueueMapping("__global__", 3, 1, new TreeMap<>(Map.of(0, 0, 1, 1))),
                "b", new QueueMapping("__global__", 3, 2, new TreeMap<>(Map.of(1, 0, 2, 1)))));

        assertThat(texts(Queues.writable(mapped(mappings)))).containsExactly("a/0", "b/1", "b/2");
        assertThat(texts(Queues.readable(mapped(mappings)))).containsExactly("a/0", "b/1", "b/2");
    }

    @Test
    void hugeNumbersOfQueuesAreNotListed() {
        var route = route(List.of(group("a", 0)), new TopicQueues("a", 1, Integer.MAX_VALUE, 6, 0));

        assertThat(Queues.writable(route)).hasSize(65_536);
    }

    @Test
    void queuesTakeTurns() {
        var chooser = new QueueChooser();
        var chosen = new ArrayList<MessageQueue>();

        for (int i = 0; i < 8; i++) {
            chosen.add(chooser.next(twoBrokers()).orElseThrow());
        }

        assertThat(chosen.subList(0, 4)).doesNotHaveDuplicates().isEqualTo(chosen.subList(4, 8));
    }

    @Test
    void theBrokerOfTheLastFailureIsPassedOver() {
        var chooser = new QueueChooser();

        for (int i = 0; i < 10; i++) {
            assertThat(chooser.nextAfter(twoBrokers(), "a").orElseThrow().brokerName())
                    .isEqualTo("b");
        }
    }

    @Test
    void theOnlyBrokerIsTriedAgain() {
        var route = route(List.of(group("a", 0)), new TopicQueues("a", 4, 4, 6, 0));

        assertThat(new QueueChooser().nextAfter(route, "a")).isPresent();
    }

    @Test
    void aRouteWithoutQueuesHasNothingToChoose() {
        var route = route(List.of(group("a", 0)), new TopicQueues("a", 4, 4, 4, 0));

        assertThat(new QueueChooser().next(route)).isEmpty();
        assertThat(QueueChooser.forKey(route, "key")).isEmpty();
    }

    @Test
    void aKeyHasTheQueueThatApachesProducersFindByHash() {
        // "polygenelubricants" has the one hash whose absolute value is negative
        assertThat(QueueChooser.forKey(twoBrokers(), "polygenelubricants"))
                .contains(new MessageQueue("orders", "a", 0));
        assertThat(QueueChooser.forKey(twoBrokers(), "a")).contains(new MessageQueue("orders", "a", 1)); // 97 % 4
        assertThat(QueueChooser.forKey(twoBrokers(), "c")).contains(new MessageQueue("orders", "b", 1)); // 99 % 4
    }

    @Test
    void brokersThatWereSlowAreAvoidedForAWhile() {
        var faults = new LatencyFaults(LatencyClasses.USUAL, nanos::get);
        var chooser = new QueueChooser(faults);
        faults.took("a", Duration.ofMillis(600));

        for (int i = 0; i < 10; i++) {
            assertThat(chooser.next(twoBrokers()).orElseThrow().brokerName()).isEqualTo("b");
        }
        nanos.addAndGet(Duration.ofMillis(2000).toNanos());
        var chosen = new ArrayList<String>();
        for (int i = 0; i < 4; i++) {
            chosen.add(chooser.next(twoBrokers()).orElseThrow().brokerName());
        }

        assertThat(chosen).contains("a");
    }

    @Test
    void whenAllAreAvoidedTheOneThatIsNearestItsEndIsChosen() {
        var faults = new LatencyFaults(LatencyClasses.USUAL, nanos::get);
        faults.failed("a");
        faults.took("b", Duration.ofMillis(700));

        assertThat(new QueueChooser(faults).next(twoBrokers()).orElseThrow().brokerName())
                .isEqualTo("b");
    }

    @Test
    void aQuickAnswerEndsThePause() {
        var faults = new LatencyFaults(LatencyClasses.USUAL, nanos::get);
        faults.failed("a");

        faults.took("a", Duration.ofMillis(5));

        assertThat(faults.pauseOf("a")).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "49, 0, 0",
        "550, 2000, 30000",
        "1000, 2000, 60000",
        "1800, 5000, 60000",
        "3000, 6000, 180000",
        "5000, 10000, 180000",
        "15000, 30000, 600000"
    })
    void theClassesAreThoseOfTheField(long latency, long usual, long older) {
        assertThat(LatencyClasses.USUAL.pauseAfter(Duration.ofMillis(latency))).hasMillis(usual);
        assertThat(LatencyClasses.BEFORE_5_1_4.pauseAfter(Duration.ofMillis(latency)))
                .hasMillis(older);
    }

    @Test
    void aFailureCountsAsTheFieldHasIt() {
        assertThat(LatencyClasses.USUAL.pauseAfter(LatencyClasses.USUAL.isolation()))
                .hasMillis(10_000);
        assertThat(LatencyClasses.BEFORE_5_1_4.pauseAfter(LatencyClasses.BEFORE_5_1_4.isolation()))
                .hasMillis(600_000);
    }
}
