package io.lodestar.registry;

import static io.lodestar.registry.RegistrationBuilder.master;
import static io.lodestar.registry.RegistrationBuilder.slave;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which registrations need not be read again (decision 12). That nothing is missed is for the model test to show. */
class RepetitionTest {
    private static final Duration PERIOD = Duration.ofSeconds(30);
    private static final Duration MOMENT = Duration.ofSeconds(1);

    @RegisterExtension
    private final CheckedRegistry known = new CheckedRegistry();

    @Test
    void aBrokerThatSaysTheSameEvery30SecondsIsReadOnce() {
        known.accept(table());

        for (int i = 0; i < 10; i++) {
            known.pass(PERIOD);
            assertThat(again(table(), 1)).as("repetition %d", i).isPresent();
        }

        assertThat(known.route("T1")).isEqualTo("a[0=a-0:10911] 4/4/6/0");
    }

    @Test
    void aMasterAndItsSlaveAreReadOnceAfterBothAreThere() {
        known.accept(table().acting(ActingMaster.ENABLED));
        known.accept(replica());
        known.accept(table().acting(ActingMaster.ENABLED));

        for (int i = 0; i < 10; i++) {
            known.pass(PERIOD);
            assertThat(again(table(), 1)).as("master, repetition %d", i).isPresent();
            assertThat(again(replica(), 2))
                    .as("slave, repetition %d", i)
                    .hasValueSatisfying(accepted ->
                            assertThat(accepted.master()).map(Member::haAddress).hasValue("a-0:10912"));
        }
    }

    @Test
    void aSlaveThatStandsInForItsMasterIsReadOnce() {
        known.accept(replica());

        known.pass(PERIOD);

        assertThat(again(replica(), 2)).isPresent();
    }

    @Test
    void aStaticTopicOfItsOwnIsReadOnce() {
        var mapping = new StaticMapping("T1", "a", "", 8, 1, false, new TreeMap<>());
        known.accept(table().mapping(mapping));
        assertThat(again(table(), 1)).isPresent();

        known.accept(master("b").connection(2).mapping(new StaticMapping("T1", "a", "", 8, 2, false, new TreeMap<>())));

        assertThat(again(table(), 1)).isEmpty();
    }

    @Test
    void itIsARegistrationOnTheConnectionItCameOn() {
        known.accept(table());

        assertThat(again(table(), 7)).isPresent();

        assertThat(known.registry().connectionLost(1).sessions()).isEmpty();
        assertThat(again(table(), 1)).as("on an older connection").isEmpty();
        assertThat(known.registry().connectionLost(7).sessions()).hasSize(1);
        assertThat(again(table(), 8)).as("after it left").isEmpty();
    }

    @Test
    void itRenewsTheLease() {
        known.accept(table());

        known.pass(Duration.ofSeconds(119));
        again(table(), 1);

        assertThat(known.pass(Duration.ofSeconds(120))).isEmpty();
        assertThat(known.pass(MOMENT)).hasSize(1);
    }

    @Test
    void anotherFingerprintIsRead() {
        known.accept(table());

        assertThat(again(table().fingerprint(2), 1)).isEmpty();
        assertThat(again(table().cluster("other"), 1)).isEmpty();
        assertThat(again(slave("a", 0).fingerprint(1), 1)).isPresent();
        assertThat(again(slave("a", 1).fingerprint(1), 1)).isEmpty();
    }

    @Test
    void anIncrementIsReadEachTimeAndSoIsWhatFollowsIt() {
        known.accept(table());
        known.accept(master("a").topics("T1").fingerprint(2));

        assertThat(again(master("a").topics("T1").fingerprint(2), 1)).isEmpty();
        assertThat(again(table(), 1)).isEmpty();
    }

    @Test
    void aChangeByAnybodyElseIsPutRight() {
        known.accept(table());

        known.registry().deleteTopic("T1");
        assertThat(again(table(), 1)).as("after a deletion").isEmpty();

        known.pass(PERIOD.multipliedBy(2));
        known.accept(table());
        known.registry().putTopic("T3", List.of(new Placement("a", RegistrationBuilder.QUEUES)));
        assertThat(again(table(), 1)).as("after a topic was put there").isEmpty();

        known.accept(table());
        known.registry().wipeWritePermission("a");
        assertThat(again(table(), 1)).as("after a drain").isEmpty();
    }

    @Test
    void aTopicThatStaysDeletedForNowIsAskedForUntilItIsTaken() {
        known.accept(table());
        known.registry().deleteTopic("T1");
        known.accept(table());
        assertThat(known.route("T1")).isEmpty();

        known.pass(Duration.ofSeconds(46));

        assertThat(again(table(), 1)).isEmpty();
        known.accept(table());
        assertThat(known.route("T1")).isNotEmpty();
        assertThat(again(table(), 1)).isPresent();
    }

    @Test
    void aTopicOfAnotherBrokerChangesNothing() {
        known.accept(table());

        known.accept(master("b").connection(2).topics("T1", "T9"));
        known.registry().deleteTopic("T9");
        known.registry().connectionLost(2);

        assertThat(again(table(), 1)).isPresent();
    }

    private static RegistrationBuilder table() {
        return master("a").topics("a", "T1", "T2").fingerprint(1);
    }

    private static RegistrationBuilder replica() {
        return slave("a", 1)
                .acting(ActingMaster.ENABLED)
                .topics("a", "T1", "T2")
                .fingerprint(2);
    }

    private Optional<RegistrationOutcome.Accepted> again(RegistrationBuilder said, long connection) {
        var registration = said.build();
        var fingerprint = registration.fingerprint().orElseThrow();
        return known.registry().registerAgain(registration.broker(), fingerprint, connection);
    }
}
