package io.lodestar.registry;

import static io.lodestar.registry.CheckedRegistry.reason;
import static io.lodestar.registry.RegistrationBuilder.master;
import static io.lodestar.registry.RegistrationBuilder.slave;
import static io.lodestar.registry.RegistrationOutcome.Refusal.INCREMENT_BEFORE_FULL;
import static io.lodestar.registry.RegistrationOutcome.Refusal.LATE;
import static io.lodestar.registry.RegistrationOutcome.Refusal.NEWER_STATE_VERSION;
import static io.lodestar.registry.RegistrationOutcome.Refusal.OTHER_CLUSTER;
import static io.lodestar.registry.RegistrationOutcome.Refusal.SEAT_TAKEN;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Registrations that are refused, and change nothing (decision 7). */
class RefusalTest {
    @RegisterExtension
    private final CheckedRegistry known = new CheckedRegistry();

    @Test
    void oneTopicOfAnUnknownBrokerIsRefusedWithoutATrace() {
        var outcome = known.register(master("a").topics("T1"));

        assertThat(reason(outcome)).isEqualTo(INCREMENT_BEFORE_FULL);
        assertThat(known.registry().groups()).isEmpty();
        assertThat(known.registry().topics()).isEmpty();
        assertThat(known.renew(new BrokerAddress("cluster", "a-0:10911"))).isEmpty();
    }

    @Test
    void oneTopicOfAnUnknownSlaveLeavesItsGroupAsItWas() {
        known.accept(master("a").zone("east").acting(ActingMaster.ENABLED));
        var before = known.registry().groups();

        var outcome = known.register(slave("a", 1).topics("T1").zone("west"));

        assertThat(reason(outcome)).isEqualTo(INCREMENT_BEFORE_FULL);
        assertThat(known.registry().groups()).isEqualTo(before);
    }

    @Test
    void oneTopicOfAKnownBrokerIsAnIncrement() {
        known.accept(master("a"));

        known.accept(master("a").topics("T3"));

        assertThat(known.registry().topics()).containsExactly("T1", "T2", "T3");
    }

    @Test
    void oneTopicOfAKnownAddressUnderAnotherIdIsRefused() {
        known.accept(slave("a", 1).address("x:1"));

        var outcome = known.register(master("a").address("x:1").connection(2).topics("T3"));

        assertThat(reason(outcome)).isEqualTo(INCREMENT_BEFORE_FULL);
        assertThat(known.members("a")).isEqualTo("1=x:1");
    }

    @Test
    void anOlderStateVersionDoesNotDisplaceANewerOne() {
        known.accept(master("a").stateVersion(2));
        var before = known.registry().groups();

        var outcome = known.register(
                master("a").address("x:1").stateVersion(1).zone("west").topics("T3", "T4"));

        assertThat(reason(outcome)).isEqualTo(NEWER_STATE_VERSION);
        assertThat(known.registry().groups()).isEqualTo(before);
        assertThat(known.registry().topics()).containsExactly("T1", "T2");
        assertThat(known.renew(new BrokerAddress("cluster", "x:1"))).isEmpty();
    }

    @Test
    void aBrokerWithoutVersionCountsAsStateVersionZero() {
        known.accept(master("a").stateVersion(1));

        var outcome = known.register(master("a").address("x:1").noVersion());

        assertThat(reason(outcome)).isEqualTo(NEWER_STATE_VERSION);
    }

    @Test
    void aRefusedMasterKeepsItsSeatAsSlave() {
        known.accept(master("a").stateVersion(2));
        known.accept(slave("a", 1).stateVersion(1));

        var outcome =
                known.register(master("a").address("a-1:10911").connection(2).stateVersion(1));

        assertThat(reason(outcome)).isEqualTo(NEWER_STATE_VERSION);
        assertThat(known.members("a")).isEqualTo("0=a-0:10911 1=a-1:10911");
    }

    @Test
    void theSameAddressMayGoBackInItsStateVersion() {
        known.accept(master("a").stateVersion(2));

        known.accept(master("a").stateVersion(1));

        assertThat(known.members("a")).isEqualTo("0=a-0:10911");
    }

    @Test
    void aSecondBrokerDoesNotTakeTheIdOfOneThatIsAlive() {
        known.accept(master("a"));
        var before = known.registry().groups();

        known.pass(Duration.ofSeconds(65));
        var outcome = known.register(master("a").address("x:1").connection(7).topics("T3", "T4"));

        assertThat(reason(outcome)).isEqualTo(SEAT_TAKEN);
        assertThat(known.registry().groups()).isEqualTo(before);
        assertThat(known.registry().topics()).containsExactly("T1", "T2");
        assertThat(known.renew(new BrokerAddress("cluster", "x:1"))).isEmpty();
    }

    @Test
    void aStallOfOurOwnIsNoSilenceOfTheOccupant() {
        known.accept(master("a"));

        known.stall(Duration.ofMinutes(5));
        var outcome = known.register(master("a").address("x:1").connection(7));

        assertThat(reason(outcome)).isEqualTo(SEAT_TAKEN);
    }

    @Test
    void aBrokerThatWasDisplacedDoesNotTakeItsIdBackFromALivingOne() {
        known.accept(master("a"));
        known.accept(slave("a", 1));
        known.accept(master("a").address("a-1:10911").connection(2));

        var outcome = known.register(master("a"));

        assertThat(reason(outcome)).isEqualTo(SEAT_TAKEN);
        assertThat(known.members("a")).isEqualTo("0=a-1:10911");
    }

    @Test
    void aNameBelongsToTheClusterThatHasIt() {
        known.accept(master("a").cluster("east"));

        var outcome = known.register(slave("a", 1).cluster("west"));

        assertThat(reason(outcome)).isEqualTo(OTHER_CLUSTER);
        assertThat(known.members("a")).isEqualTo("0=a-0:10911");
        assertThat(known.registry().topicsOf("west")).isEmpty();
    }

    @Test
    void aRegistrationOnAnOlderConnectionIsLate() {
        known.accept(master("a").connection(8));

        var outcome = known.register(master("a").connection(7).topics("T1", "T3"));

        assertThat(reason(outcome)).isEqualTo(LATE);
        assertThat(known.registry().topics()).containsExactly("T1", "T2");
        assertThat(known.registry().connectionLost(7)).isEqualTo(Departures.NONE);
    }

    @Test
    void aRegistrationIsLateAlsoWhereItNamesTheFormerIdOfItsBroker() {
        known.accept(slave("a", 1).connection(7));
        known.accept(master("a").address("a-1:10911").connection(8));

        var outcome = known.register(slave("a", 1).connection(7));

        assertThat(reason(outcome)).isEqualTo(LATE);
        assertThat(known.members("a")).isEqualTo("0=a-1:10911");
    }

    @Test
    void aConflictIsToldOnceForEachPairOfOpponents() {
        known.accept(master("a"));
        known.changes();

        known.register(master("a").address("x:1"));
        known.register(master("a").address("x:1"));
        known.register(master("a").address("y:1"));

        assertThat(known.changes())
                .extracting(change -> ((Change.Conflict) change).address())
                .containsExactly("x:1", "y:1");
    }

    @Test
    void aConflictIsToldAnewWhenTheGroupHasChanged() {
        known.accept(master("a"));
        known.register(master("a").address("x:1"));
        known.accept(slave("a", 1));
        known.changes();

        known.register(master("a").address("x:1"));

        assertThat(known.changes())
                .containsExactly(new Change.Conflict(
                        Change.Dispute.SEAT_TAKEN, new BrokerIdentity("cluster", "a", 0), "x:1", "a-0:10911", true));
    }
}
