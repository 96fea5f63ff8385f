package io.lodestar.registry;

import static io.lodestar.registry.RegistrationBuilder.master;
import static io.lodestar.registry.RegistrationBuilder.slave;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How brokers leave by goodbye or with their connection, and events that come too late (protocol 4.4, 5). */
class DepartureTest {
    @RegisterExtension
    private final CheckedRegistry known = new CheckedRegistry();

    @Test
    void aGoodbyeRemovesTheBrokerAndTheTopicsThatOnlyItHad() {
        known.accept(master("a").topics("T1", "T2"));
        known.accept(master("b").topics("T2", "T3"));

        var departures = known.unregister(identity("a", 0), "a-0:10911");

        assertThat(names(departures)).containsExactly("a");
        assertThat(known.registry().topics()).containsExactly("T2", "T3");
        assertThat(known.route("T2")).isEqualTo("b[0=b-0:10911] 4/4/6/0");
        assertThat(known.members("a")).isEmpty();
    }

    @Test
    void aGoodbyeGoesByAddressWhateverIdItNames() {
        known.accept(master("a"));
        known.accept(slave("a", 1));

        known.unregister(identity("a", 7), "a-1:10911");

        assertThat(known.members("a")).isEqualTo("0=a-0:10911");
    }

    @Test
    void aGoodbyeOfAnUnknownBrokerChangesNothing() {
        known.accept(master("a"));

        assertThat(known.unregister(identity("a", 0), "x:1")).isEqualTo(Departures.NONE);
        assertThat(known.unregister(identity("b", 0), "a-0:10911")).isEqualTo(Departures.NONE);

        assertThat(known.members("a")).isEqualTo("0=a-0:10911");
    }

    @Test
    void theTopicsStayWhileASlaveOfTheGroupStays() {
        known.accept(master("a"));
        known.accept(slave("a", 1).acting(ActingMaster.UNKNOWN));

        known.unregister(identity("a", 0), "a-0:10911");

        assertThat(known.route("T1")).isEqualTo("a[1=a-1:10911] 4/4/4/0");
    }

    @Test
    void theTopicsGoWithTheLastOfTheGroup() {
        known.accept(master("a"));
        known.accept(slave("a", 1));
        known.unregister(identity("a", 0), "a-0:10911");

        known.unregister(identity("a", 1), "a-1:10911");

        assertThat(known.registry().topics()).isEmpty();
        assertThat(known.registry().groups()).isEmpty();
    }

    @Test
    void aLostConnectionRemovesEveryBrokerOfIt() {
        known.accept(master("a").connection(7));
        known.accept(master("b").connection(7));
        known.accept(slave("c", 1).connection(7));
        known.accept(master("c").connection(8));

        var departures = known.registry().connectionLost(7);

        assertThat(names(departures)).containsExactlyInAnyOrder("a", "b", "c");
        assertThat(known.route("T1")).isEqualTo("c[0=c-0:10911] 4/4/6/0");
    }

    @Test
    void aConnectionWithoutBrokersTakesNobodyAlong() {
        known.accept(master("a"));

        assertThat(known.registry().connectionLost(99)).isEqualTo(Departures.NONE);
        assertThat(known.members("a")).isEqualTo("0=a-0:10911");
    }

    @Test
    void aConnectionIsLostOnce() {
        known.accept(master("a"));

        assertThat(names(known.registry().connectionLost(1))).containsExactly("a");
        assertThat(known.registry().connectionLost(1)).isEqualTo(Departures.NONE);
    }

    @Test
    void theLossOfAnOldConnectionIsNothingToABrokerThatCameBackOnAnother() {
        known.accept(master("a").connection(7));
        known.accept(master("a").connection(8));

        assertThat(known.registry().connectionLost(7)).isEqualTo(Departures.NONE);
        assertThat(known.members("a")).isEqualTo("0=a-0:10911");

        assertThat(names(known.registry().connectionLost(8))).containsExactly("a");
    }

    @Test
    void heartbeatsDoNotMoveABrokerToTheirConnection() {
        known.accept(master("a").connection(7));
        known.renew(new BrokerAddress("cluster", "a-0:10911"));

        assertThat(names(known.registry().connectionLost(7))).containsExactly("a");
    }

    @Test
    void aBrokerThatLeftMayReturn() {
        known.accept(master("a"));
        known.registry().connectionLost(1);

        assertThat(known.accept(master("a")).joined()).isTrue();
        assertThat(known.route("T1")).isEqualTo("a[0=a-0:10911] 4/4/6/0");
    }

    private static BrokerIdentity identity(String brokerName, long brokerId) {
        return new BrokerIdentity("cluster", brokerName, brokerId);
    }

    private static List<String> names(Departures departures) {
        return departures.sessions().stream()
                .map(session -> session.broker().brokerName())
                .toList();
    }
}
