package io.lodestar.registry;

import static io.lodestar.registry.RegistrationBuilder.master;
import static io.lodestar.registry.RegistrationBuilder.slave;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Brokers that take the place, the address or the name of another (decision 7). */
class DisplacementTest {
    @RegisterExtension
    private final CheckedRegistry known = new CheckedRegistry();

    @Test
    void aSlaveThatBecomesMasterLeavesItsOldId() {
        known.accept(slave("a", 1).address("x:1").connection(7));

        known.accept(master("a").address("x:1").connection(7));

        assertThat(known.members("a")).isEqualTo("0=x:1");
        assertThat(known.route("T1")).isEqualTo("a[0=x:1] 4/4/6/0");
    }

    @Test
    void aSlaveThatBecomesMasterDisplacesTheOldMasterToo() {
        known.accept(master("a").stateVersion(1));
        known.accept(slave("a", 1).stateVersion(1));

        known.accept(master("a").address("a-1:10911").connection(2).stateVersion(2));

        assertThat(known.members("a")).isEqualTo("0=a-1:10911");
        assertThat(known.registry().connectionLost(1)).isEqualTo(Departures.NONE);
    }

    @Test
    void aNewerStateVersionTakesTheId() {
        known.accept(master("a").stateVersion(5));

        known.accept(master("a").address("x:1").connection(7).stateVersion(6));

        assertThat(known.members("a")).isEqualTo("0=x:1");
        assertThat(known.route("T1")).isEqualTo("a[0=x:1] 4/4/6/0");
    }

    @Test
    void aMemberOfTheGroupTakesAnotherIdOfItAtTheSameStateVersion() {
        known.accept(master("a"));
        known.accept(slave("a", 1));

        known.accept(master("a").address("a-1:10911").connection(2));

        assertThat(known.members("a")).isEqualTo("0=a-1:10911");
    }

    @Test
    void aBrokerThatCameBackElsewhereTakesItsIdOnceTheOldOneWasSilent() {
        known.accept(master("a"));
        known.pass(Duration.ofSeconds(65).plusNanos(1));
        known.changes();

        known.accept(master("a").address("x:1").connection(7));

        assertThat(known.members("a")).isEqualTo("0=x:1");
        assertThat(known.changes())
                .anyMatch(change -> change instanceof Change.Conflict conflict && !conflict.refused())
                .contains(new Change.MasterChanged("a", Optional.of("a-0:10911"), Optional.of("x:1")));
    }

    @Test
    void aHeartbeatShowsThatTheOldOneIsThere() {
        known.accept(master("a"));
        known.pass(Duration.ofSeconds(60));
        known.renew(new BrokerAddress("cluster", "a-0:10911"));
        known.pass(Duration.ofSeconds(60));

        known.register(master("a").address("x:1").connection(7));

        assertThat(known.members("a")).isEqualTo("0=a-0:10911");
    }

    @Test
    void aDisplacedBrokerHasNoSessionLeft() {
        known.accept(master("a"));

        known.accept(master("a").address("x:1").connection(7).stateVersion(1));

        assertThat(known.renew(new BrokerAddress("cluster", "a-0:10911"))).isEmpty();
        assertThat(known.registry().connectionLost(1)).isEqualTo(Departures.NONE);
        assertThat(known.members("a")).isEqualTo("0=x:1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x:1"})
    void noAddressIsSpecial(String address) {
        known.accept(slave("a", 1).address(address).connection(7));
        known.accept(master("a").address(address).connection(8));

        known.registry().connectionLost(8);
        assertThat(known.pass(Duration.ofHours(1))).isEmpty();
        assertThat(known.registry().groups()).isEmpty();
    }

    @Test
    void aNameIsFreeForAnotherClusterWhenItsLastBrokerIsGone() {
        known.accept(master("a").cluster("east"));
        known.accept(slave("a", 1).cluster("east"));
        known.registry().connectionLost(1);
        known.registry().connectionLost(2);

        known.accept(master("a").cluster("north"));

        assertThat(known.group("a").cluster()).isEqualTo("north");
    }

    @Test
    void anAddressUnderANewNameIsTold() {
        known.accept(master("a").address("x:1"));
        known.changes();

        known.accept(master("b").address("x:1").connection(7));
        known.accept(master("b").address("x:1").connection(7));

        assertThat(known.changes())
                .filteredOn(change -> change instanceof Change.Conflict)
                .containsExactly(new Change.Conflict(
                        Change.Dispute.ADDRESS_REUSED, new BrokerIdentity("cluster", "b", 0), "x:1", "a", false));
    }

    @Test
    void aBrokerThatMovesToAnotherClusterHasOneSession() {
        known.accept(master("a").cluster("east"));

        known.accept(master("a").cluster("west"));

        assertThat(known.renew(new BrokerAddress("east", "a-0:10911"))).isEmpty();
        assertThat(known.renew(new BrokerAddress("west", "a-0:10911"))).isPresent();
    }

    @Test
    void twoNamesAtOneAddressAreTwoGroups() {
        known.accept(master("a").address("x:1"));
        known.accept(master("b").address("x:1").connection(7));

        assertThat(known.route("T1")).isEqualTo("a[0=x:1] 4/4/6/0, b[0=x:1] 4/4/6/0");

        known.registry().connectionLost(1);

        assertThat(known.route("T1")).isEqualTo("b[0=x:1] 4/4/6/0");
    }

    @Test
    void heartbeatsKeepTheNameThatAnAddressTookLastAndLetTheFormerRunOut() {
        var address = new BrokerAddress("cluster", "x:1");
        known.accept(master("a").address("x:1"));
        known.accept(master("b").address("x:1").connection(7));

        known.pass(Duration.ofSeconds(100));
        known.renew(address);
        known.pass(Duration.ofSeconds(100));

        assertThat(known.route("T1")).isEqualTo("b[0=x:1] 4/4/6/0");
        assertThat(known.renew(address).map(session -> session.broker().brokerName()))
                .contains("b");
    }

    @Test
    void aFormerNameOfAnAddressDoesNotAnswerForTheLast() {
        known.accept(master("a").address("x:1"));
        known.accept(master("b").address("x:1").connection(7));

        known.registry().connectionLost(7);

        assertThat(known.renew(new BrokerAddress("cluster", "x:1"))).isEmpty();
        assertThat(known.members("a")).isEqualTo("0=x:1");
    }
}
