package io.lodestar.registry;

import static io.lodestar.registry.RegistrationBuilder.master;
import static io.lodestar.registry.RegistrationBuilder.slave;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a broker may be silent (protocol 5, 3.10, 3.11). The clock's number overflows on the way. */
class LeaseTest {
    private static final BrokerAddress ADDRESS = new BrokerAddress("cluster", "a-0:10911");

    @RegisterExtension
    private final CheckedRegistry known = new CheckedRegistry();

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT10S", "PT30S", "PT120S"})
    void aBrokerIsSilentJustPastItsLease(String text) {
        var lease = Duration.parse(text);
        known.accept(master("a").lease(lease));

        assertThat(known.pass(lease)).isEmpty();

        assertThat(known.pass(Duration.ofNanos(1))).hasSize(1);
        assertThat(known.registry().groups()).isEmpty();
        assertThat(known.registry().topics()).isEmpty();
    }

    @Test
    void aNegativeLeaseEndsAtTheNextLook() {
        known.accept(master("a").lease(Duration.ofMillis(-1)));

        assertThat(known.registry().expire().sessions()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE / 1_000_000 + 1, Long.MAX_VALUE})
    void aLeaseBeyondTheClockNeverEnds(long millis) {
        known.accept(master("a").lease(Duration.ofMillis(millis)));

        assertThat(known.pass(Duration.ofHours(2))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, Long.MIN_VALUE / 1_000_000 - 1})
    void aLeaseBelowTheClockEndsAtTheNextLook(long millis) {
        known.accept(master("a").lease(Duration.ofMillis(millis)));

        assertThat(known.registry().expire().sessions()).hasSize(1);
    }

    @Test
    void eachBrokerHasItsOwnLease() {
        known.accept(master("a").lease(Duration.ofSeconds(10)));
        known.accept(master("b").lease(Duration.ofSeconds(120)));

        known.pass(Duration.ofSeconds(11));

        assertThat(known.route("T1")).isEqualTo("b[0=b-0:10911] 4/4/6/0");
    }

    @Test
    void aHeartbeatRenewsTheLease() {
        known.accept(master("a"));
        known.pass(Duration.ofSeconds(100));

        assertThat(known.renew(ADDRESS)).isPresent();
        assertThat(known.pass(Duration.ofSeconds(120))).isEmpty();

        assertThat(known.pass(Duration.ofNanos(1))).hasSize(1);
    }

    @Test
    void aHeartbeatBeforeTheLookSavesABrokerPastItsLease() {
        known.accept(master("a"));
        known.pass(Duration.ofSeconds(500));

        known.renew(ADDRESS);

        assertThat(known.registry().expire()).isEqualTo(Departures.NONE);
    }

    @Test
    void aRegistrationRenewsTheLeaseAndMayChangeIt() {
        known.accept(master("a"));
        known.pass(Duration.ofSeconds(120));

        known.accept(master("a").lease(Duration.ofSeconds(10)));
        assertThat(known.pass(Duration.ofSeconds(10))).isEmpty();

        assertThat(known.pass(Duration.ofNanos(1))).hasSize(1);
    }

    @Test
    void aRefusedRegistrationRenewsNothing() {
        known.accept(master("a").stateVersion(2));
        known.pass(Duration.ofSeconds(120));
        known.register(master("a").address("x:1").stateVersion(1));

        assertThat(known.pass(Duration.ofNanos(1))).hasSize(1);
    }

    @Test
    void aHeartbeatOfAStrangerFindsAndMakesNothing() {
        known.accept(master("a"));

        assertThat(known.renew(new BrokerAddress("other", "a-0:10911"))).isEmpty();
        assertThat(known.renew(new BrokerAddress("cluster", "x:1"))).isEmpty();
    }

    @Test
    void aHeartbeatAfterExpiryFindsNothing() {
        known.accept(master("a"));
        known.pass(Duration.ofSeconds(121));

        assertThat(known.renew(ADDRESS)).isEmpty();
    }

    @Test
    void aBrokerThatRegisteredAgainIsNotTouchedByAnExpiryOfBefore() {
        known.accept(master("a"));
        known.pass(Duration.ofSeconds(121));

        known.accept(master("a"));

        assertThat(known.registry().expire()).isEqualTo(Departures.NONE);
        assertThat(known.members("a")).isEqualTo("0=a-0:10911");
    }

    @Test
    void aStallOfOurOwnIsForgivenBeforeAnybodyExpires() {
        known.accept(master("a").lease(Duration.ofSeconds(10)));
        known.pass(Duration.ofSeconds(6));

        known.stall(Duration.ofMinutes(1));

        assertThat(known.registry().expire()).isEqualTo(Departures.NONE);
        assertThat(known.pass(Duration.ofMillis(3_500))).isEmpty();
        assertThat(known.pass(Duration.ofNanos(1))).hasSize(1);
    }

    @Test
    void aReportThatIsReadAfterAStallCountsFromThen() {
        known.accept(master("a").lease(Duration.ofSeconds(10)));
        known.stall(Duration.ofMinutes(1));

        known.renew(ADDRESS);
        known.registry().expire();

        assertThat(known.pass(Duration.ofSeconds(10))).isEmpty();
        assertThat(known.pass(Duration.ofSeconds(60))).hasSize(1);
    }

    @Test
    void aTickThatIsLateByLessThanItsOwnLengthIsNoStall() {
        known.accept(master("a").lease(Duration.ofSeconds(10)));
        known.pass(Duration.ofMillis(9_500));

        known.stall(Duration.ofSeconds(1));

        assertThat(known.registry().expire().sessions()).hasSize(1);
    }

    @Test
    void allThatAreOverdueLeaveAtOnce() {
        known.accept(master("a"));
        known.accept(slave("a", 1));
        known.accept(master("b"));
        known.pass(Duration.ofSeconds(60));
        known.accept(slave("b", 1));
        assertThat(known.pass(Duration.ofSeconds(61))).hasSize(3);
        assertThat(known.route("T1")).isEqualTo("b[1=b-1:10911] 4/4/4/0");
    }

    @Test
    void aSessionSaysWhoRegisteredWhereAndWithWhichVersion() {
        var version = new DataVersion(3, 1_700_000_000_000L, 42);
        known.accept(master("a").version(version).connection(7));

        var session = known.renew(ADDRESS).orElseThrow();

        assertThat(session.broker()).isEqualTo(new BrokerIdentity("cluster", "a", 0));
        assertThat(session.address()).isEqualTo("a-0:10911");
        assertThat(session.connection()).isEqualTo(7);
        assertThat(session.version()).contains(version);
    }

    @Test
    void theVersionIsThatOfTheLastRegistrationOrNone() {
        known.accept(master("a").stateVersion(1));
        known.accept(master("a").stateVersion(2).topics("T1"));

        assertThat(known.renew(ADDRESS).flatMap(Session::version).map(DataVersion::stateVersion))
                .contains(2L);

        known.accept(master("a").noVersion());

        assertThat(known.renew(ADDRESS).orElseThrow().version()).isEmpty();
    }
}
