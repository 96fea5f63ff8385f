package io.lodestar.registry;

import static io.lodestar.registry.RegistrationBuilder.master;
import static io.lodestar.registry.RegistrationBuilder.slave;
import static io.lodestar.registry.RegistrationOutcome.Refusal.INCREMENT_BEFORE_FULL;
import static io.lodestar.registry.RegistrationOutcome.Refusal.NEWER_STATE_VERSION;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Registrations that are refused, and change nothing (protocol 4.1 steps 7 and 8). */
class RefusalTest {
    @RegisterExtension
    private final CheckedRegistry known = new CheckedRegistry();

    @Test
    void oneTopicOfAnUnknownBrokerIsRefusedWithoutATrace() {
        var outcome = known.register(master("a").topics("T1"));

        assertThat(outcome).isEqualTo(new RegistrationOutcome.Refused(INCREMENT_BEFORE_FULL));
        assertThat(known.registry().groups()).isEmpty();
        assertThat(known.registry().topics()).isEmpty();
        assertThat(known.registry().renew(new BrokerAddress("cluster", "a-0:10911")))
                .isEmpty();
    }

    @Test
    void oneTopicOfAnUnknownSlaveLeavesItsGroupAsItWas() {
        known.accept(master("a").zone("east").acting(ActingMaster.ENABLED));
        var before = known.registry().groups();

        var outcome = known.register(slave("a", 1).topics("T1").zone("west").cluster("other"));

        assertThat(outcome).isEqualTo(new RegistrationOutcome.Refused(INCREMENT_BEFORE_FULL));
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

        var outcome = known.register(master("a").address("x:1").topics("T3"));

        assertThat(outcome).isEqualTo(new RegistrationOutcome.Refused(INCREMENT_BEFORE_FULL));
        assertThat(known.members("a")).isEqualTo("1=x:1");
    }

    @Test
    void oneTopicOfAnotherAddressUnderAKnownIdTakesOver() {
        known.accept(master("a"));

        known.accept(master("a").address("x:1").topics("T3"));

        assertThat(known.members("a")).isEqualTo("0=x:1");
    }

    @Test
    void anOlderStateVersionDoesNotDisplaceANewerOne() {
        known.accept(master("a").stateVersion(2));
        var before = known.registry().groups();

        var outcome = known.register(
                master("a").address("x:1").stateVersion(1).zone("west").topics("T3", "T4"));

        assertThat(outcome).isEqualTo(new RegistrationOutcome.Refused(NEWER_STATE_VERSION));
        assertThat(known.registry().groups()).isEqualTo(before);
        assertThat(known.registry().topics()).containsExactly("T1", "T2");
        assertThat(known.registry().renew(new BrokerAddress("cluster", "x:1"))).isEmpty();
    }

    @Test
    void aBrokerWithoutVersionCountsAsStateVersionZero() {
        known.accept(master("a").stateVersion(1));

        var outcome = known.register(master("a").address("x:1").noVersion());

        assertThat(outcome).isEqualTo(new RegistrationOutcome.Refused(NEWER_STATE_VERSION));
    }

    @Test
    void aRefusedMasterKeepsItsSeatAsSlave() {
        known.accept(master("a").stateVersion(2));
        known.accept(slave("a", 1).stateVersion(1));

        var outcome =
                known.register(master("a").address("a-1:10911").connection(2).stateVersion(1));

        assertThat(outcome).isEqualTo(new RegistrationOutcome.Refused(NEWER_STATE_VERSION));
        assertThat(known.members("a")).isEqualTo("0=a-0:10911 1=a-1:10911");
    }

    @Test
    void theSameAddressMayGoBackInItsStateVersion() {
        known.accept(master("a").stateVersion(2));

        known.accept(master("a").stateVersion(1));

        assertThat(known.members("a")).isEqualTo("0=a-0:10911");
    }
}
