package io.lodestar.registry;

import static io.lodestar.registry.RegistrationBuilder.master;
import static io.lodestar.registry.RegistrationBuilder.slave;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who is told when the smallest broker id of a group changes (protocol 3.14, 12.7). */
class MinBrokerIdTest {
    @RegisterExtension
    private final CheckedRegistry known = new CheckedRegistry();

    @Test
    void theSequenceSeenOnTheOriginal() {
        assertThat(join(2)).isEmpty();
        assertThat(known.route("T1")).isEqualTo("a[2=a-2:10911] 4/4/4/0");

        assertThat(join(1)).contains(joined(1, "a-2:10911"));
        assertThat(known.route("T1")).isEqualTo("a[1=a-1:10911 2=a-2:10911] 4/4/4/0");

        assertThat(join(0)).contains(joined(0, "a-1:10911", "a-2:10911"));
        assertThat(known.route("T1")).isEqualTo("a[0=a-0:10911 1=a-1:10911 2=a-2:10911] 4/4/6/0");

        var goodbye = known.unregister(new BrokerIdentity("cluster", "a", 0), "a-0:10911");
        assertThat(goodbye.changes()).containsExactly(left(1, "a-0:10911", "a-1:10911", "a-2:10911"));
        assertThat(known.route("T1")).isEqualTo("a[1=a-1:10911 2=a-2:10911] 4/4/4/0");

        assertThat(join(0)).contains(joined(0, "a-1:10911", "a-2:10911"));
        assertThat(known.route("T1")).isEqualTo("a[0=a-0:10911 1=a-1:10911 2=a-2:10911] 4/4/6/0");

        assertThat(known.registry().connectionLost(2).changes()).isEmpty();
        assertThat(known.route("T1")).isEqualTo("a[0=a-0:10911 2=a-2:10911] 4/4/6/0");
    }

    @Test
    void anUnchangedRegistrationIsNoNews() {
        join(2);
        join(1);

        assertThat(join(1)).isEmpty();
        assertThat(join(2)).isEmpty();
    }

    @Test
    void aSlaveThatBecomesMasterAloneIsToldItself() {
        known.accept(slave("a", 1).address("x:1"));

        var change = known.accept(master("a").address("x:1").haAddress("x:2").connection(2))
                .change();

        assertThat(change)
                .contains(new MinBrokerIdChange(
                        "a", new Member(0, "x:1", "x:2", List.of()), Optional.empty(), List.of("x:1")));
    }

    @Test
    void aNewSmallestIsNewsWhetherOrNotSlavesStandIn() {
        known.accept(slave("a", 1));

        assertThat(known.accept(master("a")).change()).isPresent();
    }

    @Test
    void aLostSmallestIsNewsOnlyWhereSlavesStandIn() {
        known.accept(slave("a", 1));
        known.accept(master("a").acting(ActingMaster.DISABLED));

        assertThat(known.registry().connectionLost(1).changes()).isEmpty();
    }

    @Test
    void theLastOfAGroupLeavesNobodyToTell() {
        join(0);

        assertThat(known.registry().connectionLost(1).changes()).isEmpty();
    }

    @Test
    void twoThatLeaveTogetherAreOneNews() {
        join(2);
        known.accept(member(1).connection(9));
        known.accept(member(0).connection(9));

        assertThat(known.registry().connectionLost(9).changes()).containsExactly(left(2, "a-0:10911", "a-2:10911"));
    }

    @Test
    void eachGroupHasItsOwnNews() {
        join(0);
        join(1);
        known.accept(master("b").acting(ActingMaster.ENABLED).connection(1));
        known.accept(slave("b", 1).acting(ActingMaster.ENABLED));

        assertThat(known.registry().connectionLost(1).changes().stream().map(MinBrokerIdChange::brokerName))
                .containsExactly("a", "b");
    }

    @Test
    void anExpiryIsNewsLikeAGoodbye() {
        join(0);
        known.pass(Duration.ofSeconds(100));
        join(1);
        known.pass(Duration.ofSeconds(20));
        known.stall(Duration.ofMillis(1));

        assertThat(known.registry().expire().changes()).containsExactly(left(1, "a-0:10911", "a-1:10911"));
    }

    private Optional<MinBrokerIdChange> join(long brokerId) {
        return known.accept(member(brokerId)).change();
    }

    private static RegistrationBuilder member(long brokerId) {
        return slave("a", brokerId).acting(ActingMaster.ENABLED);
    }

    private static MinBrokerIdChange joined(long brokerId, String... receivers) {
        return change(brokerId, Optional.empty(), receivers);
    }

    private static MinBrokerIdChange left(long brokerId, String offlineAddress, String... receivers) {
        return change(brokerId, Optional.of(offlineAddress), receivers);
    }

    private static MinBrokerIdChange change(long brokerId, Optional<String> offlineAddress, String... receivers) {
        var smallest = new Member(brokerId, "a-" + brokerId + ":10911", "a-" + brokerId + ":10912", List.of());
        return new MinBrokerIdChange("a", smallest, offlineAddress, List.of(receivers));
    }
}
