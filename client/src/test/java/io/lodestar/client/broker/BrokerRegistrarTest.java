package io.lodestar.client.broker;

import static io.lodestar.protocol.RequestCode.BROKER_HEARTBEAT;
import static io.lodestar.protocol.RequestCode.QUERY_DATA_VERSION;
import static io.lodestar.protocol.RequestCode.REGISTER_BROKER;
import static io.lodestar.protocol.RequestCode.UNREGISTER_BROKER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lodestar.client.broker.FakeRemote.Sent;
import io.lodestar.protocol.ExtFields;
import io.lodestar.protocol.ResponseCode;
import io.lodestar.protocol.body.DataVersion;
import io.netty.buffer.Unpooled;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a broker tells whom what, over time that the test moves. */
class BrokerRegistrarTest {
    private static final String A = "a:9876";
    private static final String B = "b:9876";
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(1_700_000_000_000L), ZoneOffset.UTC);
    private static final Broker MASTER = Broker.master("broker-a", "10.0.0.5:10911");
    private static final RegistrationSettings DEFAULTS = RegistrationSettings.DEFAULTS;

    private final FakeRemote remote = new FakeRemote(A, B);

    @AfterEach
    void nothingIsLeftOpen() {
        assertThat(remote.closed).as("a test closes its registrar").isTrue();
    }

    private BrokerRegistrar start(Broker broker, RegistrationSettings settings, BrokerTopic... topics) {
        return BrokerRegistrar.start(remote, CLOCK, Edition.first(broker, List.of(topics)), settings);
    }

    private static RegistrationOutcome outcome(BrokerRegistrar registrar, String server) {
        return Optional.ofNullable(registrar.outcomes().get(server)).orElseThrow();
    }

    private void pass(long seconds) {
        remote.time.advance(Duration.ofSeconds(seconds));
    }

    @Test
    void itRegistersWithEachServerAtOnceAndThenEvery30Seconds() {
        try (var registrar = start(MASTER, DEFAULTS, BrokerTopic.of("orders"))) {
            pass(95);

            assertThat(remote.times(A, REGISTER_BROKER)).containsExactly(0L, 30_000L, 60_000L, 90_000L);
            assertThat(remote.times(B, REGISTER_BROKER)).containsExactly(0L, 30_000L, 60_000L, 90_000L);
            assertThat(remote.sent).noneMatch(each -> each.code() == QUERY_DATA_VERSION);
            assertThat(registrar.outcomes())
                    .containsOnlyKeys(A, B)
                    .allSatisfy((server, outcome) ->
                            assertThat(outcome).isInstanceOf(RegistrationOutcome.Registered.class));
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 10", "45, 45", "300, 60"})
    void thePeriodIsBroughtWithinItsBounds(long wanted, long held) {
        try (var registrar = start(MASTER, DEFAULTS.withPeriod(Duration.ofSeconds(wanted)))) {
            pass(held + 1);

            assertThat(registrar.broker()).isEqualTo(MASTER);
            assertThat(remote.times(A, REGISTER_BROKER)).containsExactly(0L, held * 1_000);
        }
    }

    @Test
    void unlessForcedItAsksFirstAndRegistersOnlyWhereItMust() {
        remote.manner(A, knowsTheVersion(0));
        remote.manner(B, knowsTheVersion(7));
        try (var registrar = start(MASTER, DEFAULTS.withForced(false), BrokerTopic.of("orders"))) {
            pass(31);

            assertThat(remote.times(A, REGISTER_BROKER))
                    .as("the first one, for the connection")
                    .containsExactly(0L);
            assertThat(remote.times(A, QUERY_DATA_VERSION)).containsExactly(30_000L);
            assertThat(remote.times(B, REGISTER_BROKER))
                    .as("another version there")
                    .containsExactly(0L, 30_000L);
            assertThat(outcome(registrar, A)).isInstanceOf(RegistrationOutcome.Unchanged.class);
            assertThat(outcome(registrar, B)).isInstanceOf(RegistrationOutcome.Registered.class);
        }
    }

    /** Answers that nothing changed since this counter. */
    private static FakeRemote.Manner knowsTheVersion(long counter) {
        return (request, answer) -> {
            var body = Unpooled.buffer();
            if (request.code() == QUERY_DATA_VERSION) {
                new DataVersion(0, CLOCK.millis(), counter).writeTo(body);
            }
            FakeRemote.answer(request, answer, ResponseCode.SUCCESS, ExtFields.of(Map.of("changed", "false")), body);
        };
    }

    @Test
    void aQueryThatFailsIsFollowedByARegistration() {
        remote.manner(A, (request, answer) -> {
            if (request.code() == QUERY_DATA_VERSION) {
                FakeRemote.refusal(ResponseCode.SYSTEM_ERROR).answer(request, answer);
            } else {
                FakeRemote.success(Map.of()).answer(request, answer);
            }
        });
        try (var registrar = start(MASTER, DEFAULTS.withForced(false))) {
            pass(31);

            assertThat(remote.times(A, REGISTER_BROKER)).containsExactly(0L, 30_000L);
            assertThat(outcome(registrar, A).isSuccess()).isTrue();
        }
    }

    @Test
    void aServerThatAppearsIsRegisteredWithAtOnceAndOneThatGoesIsLeftAlone() {
        try (var registrar = start(MASTER, DEFAULTS)) {
            pass(7);
            remote.servers(B, "c:9876");
            pass(30);

            assertThat(remote.times("c:9876", REGISTER_BROKER)).containsExactly(7_000L, 30_000L);
            assertThat(remote.times(A, REGISTER_BROKER)).containsExactly(0L);
            assertThat(registrar.outcomes()).containsOnlyKeys(B, "c:9876");
        }
    }

    @Test
    void aServerThatIsDeadIsTriedLessAndLessOftenAndDelaysNobody() {
        remote.manner(A, FakeRemote.dead());
        try (var registrar = start(MASTER, DEFAULTS)) {
            pass(29);

            var tries = remote.times(A, REGISTER_BROKER);
            assertThat(tries).hasSizeBetween(5, 7);
            assertThat(tries.get(1)).isBetween(1_000L, 2_000L);
            assertThat(remote.times(B, REGISTER_BROKER)).containsExactly(0L);
            assertThat(outcome(registrar, A))
                    .isInstanceOfSatisfying(
                            RegistrationOutcome.Failed.class,
                            failed -> assertThat(failed.problem()).contains(A, "nobody listens there"));

            remote.manner(A, FakeRemote.success(Map.of()));
            pass(30);
            assertThat(outcome(registrar, A).isSuccess()).isTrue();
        }
    }

    @Test
    void aServerThatHangsHasOneRegistrationUnderWayAndIsReportedInTime() {
        remote.manner(A, FakeRemote.silence());
        try (var registrar = start(MASTER, DEFAULTS)) {
            pass(5);
            assertThat(registrar.outcomes()).containsOnlyKeys(B);
            assertThat(remote.times(A, REGISTER_BROKER)).containsExactly(0L);

            pass(1);

            assertThat(outcome(registrar, A))
                    .isInstanceOfSatisfying(
                            RegistrationOutcome.Failed.class,
                            failed -> assertThat(failed.elapsed()).isEqualTo(Duration.ofSeconds(6)));
            remote.manner(A, FakeRemote.success(Map.of()));
            pass(2);
            assertThat(outcome(registrar, A).isSuccess()).isTrue();
        }
    }

    @Test
    void aLostConnectionIsALostBrokerAndAllIsRegisteredAgain() {
        remote.manner(A, knowsTheVersion(0));
        try (var registrar = start(MASTER, DEFAULTS.withForced(false))) {
            pass(3);
            remote.lose(A);
            pass(1);

            assertThat(remote.times(A, REGISTER_BROKER))
                    .hasSize(2)
                    .last()
                    .satisfies(at -> assertThat(at).isBetween(3_500L, 4_000L));
            assertThat(remote.times(A, QUERY_DATA_VERSION)).isEmpty();
            assertThat(outcome(registrar, A).isSuccess()).isTrue();
        }
    }

    @Test
    void aConnectionLostWhileARegistrationIsUnderWayIsMadeUpFor() {
        remote.manner(A, remote.after(Duration.ofSeconds(2), FakeRemote.success(Map.of())));
        try (var registrar = start(MASTER, DEFAULTS)) {
            pass(1);
            remote.lose(A);
            pass(5);

            assertThat(remote.times(A, REGISTER_BROKER)).hasSize(2);
            assertThat(registrar.broker().id()).isZero();
        }
    }

    private Sent last(String server) {
        var all = remote.sent(server, REGISTER_BROKER);
        return all.get(all.size() - 1);
    }

    @Test
    void oneWayRegistrationsWaitForNobody() {
        remote.manner(A, FakeRemote.silence());
        try (var registrar = start(MASTER, DEFAULTS.withOneWay(true))) {
            pass(31);

            assertThat(remote.sent(A, REGISTER_BROKER)).hasSize(2).allMatch(Sent::oneWay);
            assertThat(outcome(registrar, A)).isInstanceOf(RegistrationOutcome.Sent.class);
            remote.manner(A, FakeRemote.success(Map.of()));
        }
    }

    @Test
    void heartbeatsGoToThoseWhoHaveTheBroker() {
        remote.manner(B, FakeRemote.dead());
        var heartbeat = Heartbeat.every(Duration.ofSeconds(2)).withLease(Duration.ofSeconds(10));
        try (var registrar = start(MASTER, DEFAULTS.withHeartbeat(heartbeat))) {
            pass(7);

            assertThat(registrar.outcomes()).hasSize(2);
            assertThat(remote.times(A, BROKER_HEARTBEAT)).containsExactly(2_000L, 4_000L, 6_000L);
            assertThat(remote.sent(A, BROKER_HEARTBEAT))
                    .allMatch(Sent::oneWay)
                    .allSatisfy(each -> assertThat(each.field("brokerAddr")).isEqualTo("10.0.0.5:10911"));
            assertThat(remote.times(B, BROKER_HEARTBEAT)).isEmpty();
        }
    }

    @Test
    void aHeartbeatThatCannotBeSentIsALostConnection() {
        try (var registrar = start(MASTER, DEFAULTS.withHeartbeat(Heartbeat.OF_ACTING_MASTERS))) {
            remote.manner(A, (request, answer) -> {
                if (request.oneWay()) {
                    FakeRemote.dead().answer(request, answer);
                } else {
                    FakeRemote.success(Map.of()).answer(request, answer);
                }
            });
            pass(2);

            assertThat(remote.times(A, QUERY_DATA_VERSION)).hasSizeBetween(1, 2);
            assertThat(remote.times(A, REGISTER_BROKER)).hasSizeGreaterThan(1);
            assertThat(outcome(registrar, A).isSuccess()).isTrue();
        }
    }

    @Test
    void aSlaveBecomesMasterAndTellsEverybodyUnderANewVersion() {
        remote.manner(A, FakeRemote.success(Map.of("masterAddr", "m:1", "haServerAddr", "m:2")));
        try (var registrar = start(MASTER.withId(1), DEFAULTS)) {
            assertThat(registrar.master().address()).contains("m:1");

            var told = registrar.changeBroker(broker -> broker.withId(0).withEpoch(4));

            assertThat(told).isCompleted();
            assertThat(last(B).field("brokerId")).isEqualTo("0");
            assertThat(last(B).registration().dataVersion()).contains(new DataVersion(4, CLOCK.millis(), 1));
            assertThat(registrar.master()).isEqualTo(LearnedMaster.NONE);
        }
    }

    @Test
    void anotherBrokerNeedsAnotherRegistrar() {
        try (var registrar = start(MASTER, DEFAULTS)) {
            assertThatThrownBy(() -> registrar.changeBroker(broker -> broker.withCluster("other")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("start a registrar for that one");
            assertThatThrownBy(() ->
                            registrar.changeBroker(broker -> broker.withId(2).withAddress("10.0.0.6:10911")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("one after the other");
            assertThat(registrar.broker()).isEqualTo(MASTER);
        }
    }

    @Test
    void aChangeWithinAChangeOfTheBrokerIsKept() {
        try (var registrar = start(MASTER, DEFAULTS)) {
            var told = registrar.changeBroker(broker -> {
                var inner = registrar.putTopics(BrokerTopic.of("bills"));
                var other = registrar.changeBroker(same -> same.withZone("z"));
                assertThat(inner).isCompleted();
                assertThat(other).isCompleted();
                return broker.withEpoch(4);
            });

            assertThat(told).isCompleted();
            assertThat(registrar.topics()).containsOnlyKeys("bills");
            assertThat(registrar.broker()).isEqualTo(MASTER.withZone("z").withEpoch(4));
        }
    }

    @Test
    void aFaultOnTheWayFailsOneRegistrationAndLeavesTheWayFree() {
        try (var registrar = start(MASTER, DEFAULTS)) {
            remote.manner(A, (request, answer) -> {
                throw new IllegalStateException("a fault of ours");
            });

            assertThat(registrar.register().getNow(Map.of()).get(A))
                    .isInstanceOfSatisfying(
                            RegistrationOutcome.Failed.class,
                            failed -> assertThat(failed.problem()).contains("a fault of ours"));
            assertThat(registrar.putTopics(BrokerTopic.of("bills"))).isCompleted();

            remote.manner(A, FakeRemote.success(Map.of()));
            assertThat(registrar.register()).isCompleted();
            assertThat(outcome(registrar, A).isSuccess()).isTrue();
        }
    }

    @Test
    void closingSaysGoodbyeToEachAfterWhatIsUnderWay() {
        remote.manner(A, (request, answer) -> {
            if (request.code() == REGISTER_BROKER) {
                var unused = remote.time.after(
                        Duration.ofSeconds(1),
                        () -> FakeRemote.success(Map.of()).answer(request, answer));
            } else {
                FakeRemote.success(Map.of()).answer(request, answer);
            }
        });
        var registrations = new Registrations(remote, CLOCK, Edition.first(MASTER, List.of()), DEFAULTS);
        registrations.begin();

        var said = registrations.sayGoodbye(Duration.ofSeconds(3));
        assertThat(said).isNotDone();
        pass(1);

        assertThat(said).isCompleted();
        assertThat(remote.times(A, UNREGISTER_BROKER)).containsExactly(1_000L);
        assertThat(remote.times(B, UNREGISTER_BROKER)).containsExactly(0L);
        assertThat(remote.sent(B, UNREGISTER_BROKER).get(0).field("brokerId")).isEqualTo("0");
        remote.close();
    }

    @Test
    void whoAbandonsSaysNothing() {
        var registrar = start(MASTER, DEFAULTS);

        registrar.abandon();
        registrar.close();
        pass(60);

        assertThat(remote.sent).allMatch(each -> each.code() == REGISTER_BROKER).hasSize(2);
    }
}
