package io.lodestar.registry;

import static io.lodestar.registry.RegistrationBuilder.master;
import static io.lodestar.registry.RegistrationBuilder.slave;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Events that come late, twice, or in another order than they were sent (decision 5). */
class FencingTest {
    private static final BrokerAddress ADDRESS = new BrokerAddress("cluster", "a-0:10911");
    private static final BrokerIdentity BROKER = new BrokerIdentity("cluster", "a", 0);

    @RegisterExtension
    private final CheckedRegistry known = new CheckedRegistry();

    @Test
    void aHeartbeatOnANewConnectionKeepsTheBrokerWhenTheOldOneCloses() {
        known.accept(master("a").connection(7));

        heartbeat(8);

        assertThat(known.registry().connectionLost(7)).isEqualTo(Departures.NONE);
        assertThat(known.registry().connectionLost(8).sessions()).hasSize(1);
    }

    @Test
    void aHeartbeatOnAnOlderConnectionRenewsAndBindsNothing() {
        known.accept(master("a").connection(8));
        known.pass(Duration.ofSeconds(100));

        heartbeat(7);

        assertThat(known.pass(Duration.ofSeconds(100))).isEmpty();
        assertThat(known.registry().connectionLost(7)).isEqualTo(Departures.NONE);
        assertThat(known.registry().connectionLost(8).sessions()).hasSize(1);
    }

    @Test
    void aHeartbeatUnderAnotherNameBindsNothing() {
        known.accept(master("a").connection(7));

        known.registry().renew(new BrokerReport(ADDRESS, Optional.of("b"), 8));

        assertThat(known.registry().connectionLost(8)).isEqualTo(Departures.NONE);
        assertThat(known.registry().connectionLost(7).sessions()).hasSize(1);
    }

    @Test
    void aLateRegistrationIsRefusedAlsoWhereItsAddressHasANewerName() {
        known.accept(master("a").connection(8));
        known.accept(master("b").address("a-0:10911").connection(9));

        assertThat(CheckedRegistry.reason(known.register(master("a").connection(7))))
                .isEqualTo(RegistrationOutcome.Refusal.LATE);
    }

    @Test
    void aLateRegistrationDoesNotBringABrokerBackToTheClusterThatItLeft() {
        known.accept(master("a").cluster("old").connection(7));
        known.accept(master("a").connection(8));

        assertThat(CheckedRegistry.reason(
                        known.register(master("a").cluster("old").connection(7))))
                .isEqualTo(RegistrationOutcome.Refusal.LATE);
        assertThat(known.group("a").cluster()).isEqualTo("cluster");
    }

    @Test
    void aConnectionThatClosesTwiceTakesNobodyWhoCameSince() {
        known.accept(master("a").connection(7));
        known.registry().connectionLost(7);
        known.accept(master("a").connection(8));

        assertThat(known.registry().connectionLost(7)).isEqualTo(Departures.NONE);
        assertThat(known.members("a")).isEqualTo("0=a-0:10911");
    }

    @Test
    void aGoodbyeFromBeforeDoesNotTakeABrokerThatCameBack() {
        known.accept(master("a").connection(7));
        known.accept(master("a").connection(8));

        var late = known.registry().unregister(BROKER, "a-0:10911", 7);

        assertThat(late.overtaken()).isTrue();
        assertThat(known.members("a")).isEqualTo("0=a-0:10911");
    }

    @Test
    void aSecondGoodbyeFindsNobody() {
        known.accept(master("a").connection(7));

        assertThat(known.registry().unregister(BROKER, "a-0:10911", 7).sessions())
                .hasSize(1);
        assertThat(known.registry().unregister(BROKER, "a-0:10911", 7)).isEqualTo(Departures.NONE);
    }

    @Test
    void aGoodbyeOfAnotherClusterIsNotThisBrokers() {
        known.accept(master("a").connection(7));

        var goodbye = known.registry().unregister(new BrokerIdentity("other", "a", 0), "a-0:10911", 7);

        assertThat(goodbye).isEqualTo(Departures.NONE);
        assertThat(known.members("a")).isEqualTo("0=a-0:10911");
    }

    @Test
    void theGoodbyeOfAnOldMasterDoesNotTakeTheNewOneWithItsId() {
        known.accept(master("a").connection(7).stateVersion(1));
        known.accept(slave("a", 1).connection(8).stateVersion(1));
        known.accept(master("a").address("a-1:10911").connection(8).stateVersion(2));

        known.registry().unregister(BROKER, "a-0:10911", 7);

        assertThat(known.members("a")).isEqualTo("0=a-1:10911");
    }

    @Test
    void aSlaveOnTheConnectionOfItsMasterLeavesWithIt() {
        known.accept(master("a").connection(7));
        known.accept(slave("a", 1).connection(7));

        assertThat(known.registry().connectionLost(7).sessions()).hasSize(2);
        assertThat(known.registry().groups()).isEmpty();
    }

    @Test
    void aBrokerThatWasSilentForLongIsToldOfWhenItReturns() {
        known.accept(master("a").connection(7));
        known.changes();
        known.pass(Duration.ofSeconds(60));
        heartbeat(7);
        known.pass(Duration.ofSeconds(61));

        heartbeat(7);

        assertThat(known.changes()).containsExactly(new Change.Returned(BROKER, "a-0:10911", Duration.ofSeconds(61)));
    }

    @Test
    void aBrokerWithAShortLeaseIsNotToldOfAtEachOfItsReports() {
        known.accept(master("a").connection(7).lease(Duration.ofMillis(100)));
        known.changes();

        for (int report = 0; report < 10; report++) {
            known.pass(Duration.ofMillis(90));
            heartbeat(7);
        }

        assertThat(known.changes()).isEmpty();
    }

    private void heartbeat(long connection) {
        known.registry().renew(new BrokerReport(ADDRESS, Optional.of("a"), connection));
    }
}
