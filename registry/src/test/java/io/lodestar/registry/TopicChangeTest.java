package io.lodestar.registry;

import static io.lodestar.registry.RegistrationBuilder.master;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Topics put and deleted by administrators and single-topic registration (protocol 3.8, 3.9). */
class TopicChangeTest {
    private static final Queues ONE = new Queues(1, 1, 6, 0);

    @RegisterExtension
    private final CheckedRegistry known = new CheckedRegistry();

    @Test
    void aTopicIsPutOnKnownBrokers() {
        known.accept(master("a"));
        known.accept(master("b"));

        put("T3", new Placement("b", ONE), new Placement("a", RegistrationBuilder.QUEUES));

        assertThat(known.route("T3")).isEqualTo("a[0=a-0:10911] 4/4/6/0, b[0=b-0:10911] 1/1/6/0");
    }

    @Test
    void aNewTopicWithAnUnknownBrokerIsNotPutAtAll() {
        known.accept(master("a"));

        put("T3", new Placement("a", ONE), new Placement("nobody", ONE));

        assertThat(known.route("T3")).isEmpty();
    }

    @Test
    void aKnownTopicTakesWhatStandsBeforeTheFirstUnknownBroker() {
        known.accept(master("a").topics("T1", "T2"));
        known.accept(master("b").topics("T8", "T9"));
        known.accept(master("c").topics("T8", "T9"));

        put("T1", new Placement("b", ONE), new Placement("nobody", ONE), new Placement("c", ONE));

        assertThat(known.route("T1")).isEqualTo("a[0=a-0:10911] 4/4/6/0, b[0=b-0:10911] 1/1/6/0");
    }

    @Test
    void aTopicPutNowhereIsNoTopic() {
        known.accept(master("a"));

        put("T3");
        put("T1");

        assertThat(known.route("T3")).isEmpty();
        assertThat(known.route("T1")).isEqualTo("a[0=a-0:10911] 4/4/6/0");
    }

    @Test
    void aBrokerNamedTwiceCountsAsNamedLast() {
        known.accept(master("a"));

        put("T3", new Placement("a", ONE), new Placement("a", RegistrationBuilder.QUEUES));

        assertThat(known.route("T3")).isEqualTo("a[0=a-0:10911] 4/4/6/0");
    }

    @Test
    void theBrokersOwnWordReplacesWhatWasPut() {
        known.accept(master("a"));
        put("T1", new Placement("a", ONE));

        known.accept(master("a"));

        assertThat(known.route("T1")).isEqualTo("a[0=a-0:10911] 4/4/6/0");
    }

    @Test
    void whatWasPutOnABrokerLeavesWithIt() {
        known.accept(master("a"));
        put("T3", new Placement("a", ONE));

        known.registry().connectionLost(1);

        assertThat(known.registry().topics()).isEmpty();
    }

    @Test
    void aDeletedTopicIsGoneUntilABrokerRegistersIt() {
        known.accept(master("a"));

        known.registry().deleteTopic("T1");

        assertThat(known.route("T1")).isEmpty();
        assertThat(known.registry().topics()).containsExactly("T2");

        known.accept(master("a").version(new DataVersion(0, 1_700_000_000_000L, 2)));

        assertThat(known.route("T1")).isEqualTo("a[0=a-0:10911] 4/4/6/0");
    }

    @Test
    void deletingAnUnknownTopicChangesNothing() {
        known.accept(master("a"));

        known.registry().deleteTopic("T9");
        known.registry().deleteTopic("T9", "cluster");

        assertThat(known.registry().topics()).containsExactly("T1", "T2");
    }

    @Test
    void aTopicDeletedInOneClusterStaysInTheOthers() {
        known.accept(master("a").cluster("east"));
        known.accept(master("b").cluster("west"));

        known.registry().deleteTopic("T1", "east");

        assertThat(known.route("T1")).isEqualTo("b[0=b-0:10911] 4/4/6/0");
        assertThat(known.route("T2")).isEqualTo("a[0=a-0:10911] 4/4/6/0, b[0=b-0:10911] 4/4/6/0");

        known.registry().deleteTopic("T1", "west");

        assertThat(known.route("T1")).isEmpty();
    }

    @Test
    void aTopicDeletedInAnUnknownClusterStays() {
        known.accept(master("a"));

        known.registry().deleteTopic("T1", "nowhere");

        assertThat(known.route("T1")).isEqualTo("a[0=a-0:10911] 4/4/6/0");
    }

    private void put(String topic, Placement... placements) {
        known.registry().putTopic(topic, List.of(placements));
    }
}
