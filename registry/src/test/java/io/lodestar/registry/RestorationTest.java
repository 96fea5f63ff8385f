package io.lodestar.registry;

import static io.lodestar.registry.CheckedRegistry.reason;
import static io.lodestar.registry.RegistrationBuilder.master;
import static io.lodestar.registry.RegistrationBuilder.slave;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A registry that starts from a snapshot (decision 10). */
class RestorationTest {
    private static final BrokerAddress ADDRESS = new BrokerAddress("cluster", "a-0:10911");

    @RegisterExtension
    private final CheckedRegistry before = new CheckedRegistry();

    @RegisterExtension
    private final CheckedRegistry known = new CheckedRegistry();

    @Test
    void whatWasKnownIsAnsweredAtOnceAndAlike() {
        var mapping = new StaticMapping("T1", "a", "__global__", 1, 1, false, new TreeMap<>());
        before.accept(master("a").zone("z").acting(ActingMaster.ENABLED).mapping(mapping));
        before.accept(slave("a", 1).filterServers("f:1"));
        before.accept(master("b").connection(7).topics("T2", "T3"));

        restart();

        assertThat(known.registry().groups()).isEqualTo(before.registry().groups());
        assertThat(known.registry().topics()).isEqualTo(before.registry().topics());
        for (var topic : before.registry().topics()) {
            assertThat(known.route(topic)).isEqualTo(before.route(topic));
            assertThat(known.registry().find(topic).orElseThrow().mappings())
                    .isEqualTo(before.registry().find(topic).orElseThrow().mappings());
        }
    }

    @Test
    void aBrokerThatDoesNotReportIsDroppedAfterItsLease() {
        before.accept(master("a").lease(Duration.ofSeconds(20)));
        restart();

        assertThat(known.pass(Duration.ofSeconds(20))).isEmpty();
        assertThat(known.registry().isWarming()).isTrue();
        assertThat(known.pass(Duration.ofNanos(1))).hasSize(1);
        assertThat(known.registry().groups()).isEmpty();
        assertThat(known.registry().isWarming()).isFalse();
    }

    @Test
    void aShortLeaseIsLongEnoughToFindTheServerAgain() {
        before.accept(master("a").lease(Duration.ZERO));
        restart();

        assertThat(known.pass(Duration.ofSeconds(10))).isEmpty();
        assertThat(known.pass(Duration.ofNanos(1))).hasSize(1);
    }

    @Test
    void aShortLeaseIsShortAgainOnceTheBrokerReported() {
        before.accept(master("a").lease(Duration.ofSeconds(4)));
        restart();

        known.renew(ADDRESS);

        assertThat(known.pass(Duration.ofSeconds(4))).isEmpty();
        assertThat(known.pass(Duration.ofNanos(1))).hasSize(1);
    }

    @Test
    void reportsFromAnAddressWithTwoNamesMeanTheNewerOne() {
        before.accept(master("b").address("a-0:10911"));
        before.accept(master("a").address("a-0:10911"));
        restart();

        assertThat(known.renew(ADDRESS).orElseThrow().broker().brokerName()).isEqualTo("a");
    }

    @Test
    void aHeartbeatVerifiesABrokerAndTiesItToItsConnection() {
        before.accept(master("a"));
        restart();

        var session = known.registry()
                .renew(new BrokerReport(ADDRESS, Optional.of("a"), 3))
                .orElseThrow();

        assertThat(session.isVerified()).isTrue();
        assertThat(session.isAnchored()).isFalse();
        assertThat(known.registry().isWarming()).isFalse();
        assertThat(known.registry().connectionLost(3).sessions()).hasSize(1);
    }

    @Test
    void aRegistrationVerifiesABroker() {
        before.accept(master("a"));
        restart();

        known.accept(master("a"));

        assertThat(known.registry().isWarming()).isFalse();
        assertThat(known.changes()).hasOnlyElementsOfType(Change.Returned.class);
    }

    @Test
    void aBrokerKnownFromASnapshotOnlyDoesNotDefendItsSeat() {
        before.accept(master("a"));
        restart();

        known.accept(master("a").address("x:1"));

        assertThat(known.members("a")).isEqualTo("0=x:1");
    }

    @Test
    void anOlderStateVersionIsRefusedAlsoAfterARestart() {
        before.accept(master("a").stateVersion(3));
        restart();

        var outcome = known.register(master("a").address("x:1").stateVersion(2));

        assertThat(reason(outcome)).isEqualTo(RegistrationOutcome.Refusal.NEWER_STATE_VERSION);
    }

    @Test
    void topicsThatTheBrokerHasNoMoreAreRetiredByItsFirstReport() {
        before.accept(master("a").topics("a", "T1", "T2"));
        restart();

        known.accept(master("a").topics("a", "T2"));
        known.pass(Duration.ofSeconds(11));

        assertThat(known.registry().topics()).containsExactly("T2", "a");
    }

    @Test
    void drainsComeFromTheirOwnListAndCountForTheirClusterOnly() {
        before.accept(master("a"));
        before.registry().wipeWritePermission("a");
        known.registry().restoreDrains(List.of(new Drain("cluster", "a"), new Drain("other", "b")));
        restart();
        known.accept(master("b").connection(7));

        assertThat(known.answered("T1", "a").permission()).isEqualTo(4);
        assertThat(known.answered("T1", "b").permission()).isEqualTo(6);
    }

    @Test
    void drainsCountAlsoWhenTheyAreReadAfterTheSnapshot() {
        before.accept(master("a"));
        restart();

        known.registry().restoreDrains(List.of(new Drain("cluster", "a")));

        assertThat(known.answered("T1", "a").permission()).isEqualTo(4);
    }

    @Test
    void whatDoesNotHangTogetherIsLeftOut() {
        var queues = RegistrationBuilder.QUEUES;
        before.accept(master("a"));
        var whole = before.registry().snapshot();
        var torn = new RegistrySnapshot(
                whole.groups(),
                whole.seats(),
                List.of(
                        new RegistrySnapshot.SharedTopics(
                                List.of(new Placement("b", queues), new Placement("a", queues)), List.of("T1")),
                        new RegistrySnapshot.SharedTopics(List.of(new Placement("b", queues)), List.of("T9"))),
                List.of(new StaticMapping("T9", "b", "", 1, 1, false, new TreeMap<>())));

        known.registry().restore(torn);

        assertThat(known.registry().topics()).containsExactly("T1");
        assertThat(known.route("T1")).isEqualTo("a[0=a-0:10911] 4/4/6/0");
    }

    @Test
    void aMemberWithoutASessionIsNobody() {
        before.accept(master("a"));
        before.accept(slave("a", 1));
        var whole = before.registry().snapshot();

        known.registry().restore(new RegistrySnapshot(whole.groups(), List.of(), whole.topics(), List.of()));

        assertThat(known.registry().groups()).isEmpty();
        assertThat(known.registry().topics()).isEmpty();
    }

    @Test
    void onlyWhatASnapshotWouldShowCountsAsAChange() {
        before.accept(master("a"));
        long unchanged = before.registry().changes();

        before.accept(master("a"));
        before.renew(ADDRESS);
        before.pass(Duration.ofSeconds(20));

        assertThat(before.registry().changes()).isEqualTo(unchanged);

        before.accept(master("a").stateVersion(1));

        assertThat(before.registry().changes()).isGreaterThan(unchanged);
    }

    private void restart() {
        known.registry().restore(before.registry().snapshot());
        known.changes();
    }
}
