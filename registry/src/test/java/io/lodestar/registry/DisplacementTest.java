package io.lodestar.registry;

import static io.lodestar.registry.RegistrationBuilder.master;
import static io.lodestar.registry.RegistrationBuilder.slave;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Brokers that take the place, the address or the name of another (protocol 4.1 steps 5 to 7, 4.3). */
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

    @ParameterizedTest
    @ValueSource(longs = {5, 6})
    void anEqualOrNewerStateVersionTakesTheId(long stateVersion) {
        known.accept(master("a").stateVersion(5));

        known.accept(master("a").address("x:1").connection(7).stateVersion(stateVersion));

        assertThat(known.members("a")).isEqualTo("0=x:1");
        assertThat(known.route("T1")).isEqualTo("a[0=x:1] 4/4/6/0");
    }

    @Test
    void aBrokerWithoutVersionIsDisplacedByAny() {
        known.accept(master("a").noVersion());

        known.accept(master("a").address("x:1").stateVersion(-1));

        assertThat(known.members("a")).isEqualTo("0=x:1");
    }

    @Test
    void aDisplacedBrokerHasNoSessionLeft() {
        known.accept(master("a"));

        known.accept(master("a").address("x:1").connection(7));

        assertThat(known.registry().renew(new BrokerAddress("cluster", "a-0:10911")))
                .isEmpty();
        assertThat(known.registry().connectionLost(1)).isEqualTo(Departures.NONE);
        assertThat(known.members("a")).isEqualTo("0=x:1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x:1"})
    void noAddressIsSpecial(String address) {
        known.accept(slave("a", 1).address(address).connection(7));
        known.accept(master("a").address(address).connection(8));

        known.registry().connectionLost(8);
        known.advance(Duration.ofHours(1));

        assertThat(known.registry().expire()).isEqualTo(Departures.NONE);
        assertThat(known.registry().groups()).isEmpty();
    }

    @Test
    void theStateVersionOfAnotherClusterDoesNotCount() {
        known.accept(master("a").cluster("other").stateVersion(9));

        known.accept(master("a").address("x:1").stateVersion(1));

        assertThat(known.members("a")).isEqualTo("0=x:1");
    }

    @Test
    void twoClustersThatUseOneNameShareItsGroup() {
        known.accept(master("a").cluster("east"));
        known.accept(slave("a", 1).cluster("west"));

        var group = known.group("a");

        assertThat(group.cluster()).isEqualTo("east");
        assertThat(group.clusters()).containsExactly("east", "west");
        assertThat(known.members("a")).isEqualTo("0=a-0:10911 1=a-1:10911");
        assertThat(known.registry().topicsOf("west")).containsExactly("T1", "T2");
    }

    @Test
    void aNameThatIsGoneLeavesNoClusterBehind() {
        known.accept(master("a").cluster("east"));
        known.accept(slave("a", 1).cluster("west"));
        known.registry().connectionLost(1);
        known.registry().connectionLost(2);

        known.accept(master("a").cluster("north"));

        assertThat(known.group("a").clusters()).containsExactly("north");
    }

    @Test
    void aBrokerThatMovesToAnotherClusterHasOneSession() {
        known.accept(master("a").cluster("east"));

        known.accept(master("a").cluster("west"));

        assertThat(known.registry().renew(new BrokerAddress("east", "a-0:10911")))
                .isEmpty();
        assertThat(known.registry().renew(new BrokerAddress("west", "a-0:10911")))
                .isPresent();
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

        known.advance(Duration.ofSeconds(100));
        known.registry().renew(address);
        known.advance(Duration.ofSeconds(100));
        known.registry().expire();

        assertThat(known.route("T1")).isEqualTo("b[0=x:1] 4/4/6/0");
        assertThat(known.registry()
                        .renew(address)
                        .map(session -> session.broker().brokerName()))
                .contains("b");
    }

    @Test
    void aFormerNameOfAnAddressDoesNotAnswerForTheLast() {
        known.accept(master("a").address("x:1"));
        known.accept(master("b").address("x:1").connection(7));

        known.registry().connectionLost(7);

        assertThat(known.registry().renew(new BrokerAddress("cluster", "x:1"))).isEmpty();
        assertThat(known.members("a")).isEqualTo("0=x:1");
    }
}
