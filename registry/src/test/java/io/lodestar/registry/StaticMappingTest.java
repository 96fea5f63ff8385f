package io.lodestar.registry;

import static io.lodestar.registry.RegistrationBuilder.master;
import static io.lodestar.registry.RegistrationBuilder.slave;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Static-topic mappings live and die with the topic's queues on their broker (protocol 3.4). */
class StaticMappingTest {
    @RegisterExtension
    private final CheckedRegistry known = new CheckedRegistry();

    @Test
    void aMappingIsFoundWithItsTopicOnly() {
        known.accept(master("a").mapping(mapping("T1", "a", 1)));

        assertThat(mappings("T1")).isEqualTo(Map.of("a", mapping("T1", "a", 1)));
        assertThat(mappings("T2")).isEmpty();
    }

    @Test
    void eachBrokerHasItsOwnMapping() {
        known.accept(master("a").mapping(mapping("T1", "a", 1)));
        known.accept(master("b").mapping(mapping("T1", "b", 2)));

        assertThat(mappings("T1")).isEqualTo(Map.of("a", mapping("T1", "a", 1), "b", mapping("T1", "b", 2)));
    }

    @Test
    void aNewerMappingReplacesTheOlder() {
        known.accept(master("a").mapping(mapping("T1", "a", 1)));

        known.accept(master("a").mapping(mapping("T1", "a", 2)));

        assertThat(mappings("T1")).isEqualTo(Map.of("a", mapping("T1", "a", 2)));
    }

    @Test
    void aMappingOutlastsRegistrationsWithoutItAndChangedQueues() {
        known.accept(master("a").mapping(mapping("T1", "a", 1)));

        known.accept(master("a").topics(new TopicQueues("T1", new Queues(8, 8, 6, 0))));

        assertThat(mappings("T1")).isEqualTo(Map.of("a", mapping("T1", "a", 1)));
        assertThat(known.route("T1")).isEqualTo("a[0=a-0:10911] 8/8/6/0");
    }

    @Test
    void aMappingOutlastsTheMasterWhileTheGroupStays() {
        known.accept(master("a").mapping(mapping("T1", "a", 1)));
        known.accept(slave("a", 1));

        known.registry().connectionLost(1);

        assertThat(mappings("T1")).isEqualTo(Map.of("a", mapping("T1", "a", 1)));
    }

    @Test
    void aMappingOfATopicWithoutQueuesThereIsIgnored() {
        known.accept(master("a").mapping(mapping("T9", "a", 1)).mapping(mapping("T1", "nobody", 1)));

        known.accept(master("a").topics("T1", "T9"));

        assertThat(mappings("T1")).isEmpty();
        assertThat(mappings("T9")).isEmpty();
    }

    @Test
    void aMappingGoesWithItsBrokerAndNotWithTheOthers() {
        known.accept(master("a").mapping(mapping("T1", "a", 1)));
        known.accept(master("b").connection(7).mapping(mapping("T1", "b", 1)));

        known.registry().connectionLost(7);
        known.accept(master("b"));

        assertThat(mappings("T1")).isEqualTo(Map.of("a", mapping("T1", "a", 1)));
    }

    @Test
    void aMappingGoesWithItsDeletedTopic() {
        known.accept(master("a").mapping(mapping("T1", "a", 1)).mapping(mapping("T2", "a", 1)));
        known.registry().deleteTopic("T1");
        known.registry().deleteTopic("T2", "cluster");

        known.accept(master("a").version(new DataVersion(0, 1_700_000_000_000L, 2)));

        assertThat(mappings("T1")).isEmpty();
        assertThat(mappings("T2")).isEmpty();
    }

    @Test
    void aMappingGoesWithItsRetiredTopic() {
        known.accept(master("a").mapping(mapping("T1", "a", 1)));
        known.accept(master("a")
                .version(new DataVersion(0, 1_700_000_000_000L, 2))
                .topics("T2", "T3")
                .presumedFull());
        known.pass(Duration.ofSeconds(11));

        known.accept(master("a"));

        assertThat(mappings("T1")).isEmpty();
    }

    @Test
    void theLastMappingLeavesTheTopicWithTheLayoutOfItsNeighbours() {
        known.accept(master("a"));
        known.accept(master("b").mapping(mapping("T1", "b", 1)));

        known.registry().connectionLost(1);
        known.accept(master("a"));

        assertThat(known.registry().find("T1").orElseThrow().route())
                .isSameAs(known.registry().find("T2").orElseThrow().route());
    }

    private Map<String, StaticMapping> mappings(String topic) {
        return known.registry().find(topic).orElseThrow().mappings();
    }

    private static StaticMapping mapping(String topic, String brokerName, long epoch) {
        return new StaticMapping(topic, brokerName, "__global__", 2, epoch, false, new TreeMap<>(Map.of(0, 0, 1, 5)));
    }
}
