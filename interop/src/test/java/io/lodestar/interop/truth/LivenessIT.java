package io.lodestar.interop.truth;

import static io.lodestar.interop.truth.Broker.master;
import static org.assertj.core.api.Assertions.assertThat;

import io.lodestar.interop.differential.Outcome;
import java.time.Duration;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is taken for dead, and who for alive. */
@Execution(ExecutionMode.SAME_THREAD)
class LivenessIT {
    private static final int HEARTBEAT = 904;
    private static final Duration A_SECOND = Duration.ofSeconds(1);

    @RegisterExtension
    static final Stage STAGE = Stage.shared();

    /** Report 1.1: a removal that was decided before the broker came back. */
    @Test
    void aLateGoodbyeIsNothingToABrokerThatCameBack() {
        var broker = master("came-back");

        var seen = STAGE.play(server -> {
            server.register("old", broker);
            server.register("new", broker);
            server.leave("old", broker);
            return server.hasRoute(broker.topic());
        });

        assertThat(seen.apache()).isFalse();
        assertThat(seen.ours()).isTrue();
    }

    /** Report 1.2, as it was reported: right on both since 5.1.0. */
    @Test
    void theLateGoodbyeOfAnOldMasterLeavesTheNewOne() {
        var former = master("elected").epoch(1);
        var elected = former.at("elected-anew.example:10911").epoch(2);

        var seen = STAGE.play(server -> {
            server.register("former", former);
            server.register("elected", elected);
            server.leave("former", former);
            return server.addresses(former.topic());
        });

        assertThat(seen.apache()).isEqualTo(Map.of("elected-0", elected.address()));
        assertThat(seen.ours()).isEqualTo(Map.of("elected-0", elected.address()));
    }

    /** Report 1.2, what its repair made possible: a good-bye goes by the address alone. */
    @Test
    void theLateGoodbyeOfASlaveLeavesTheMasterThatItBecame() {
        var slave = master("promoted").id(1);
        var promoted = slave.id(0).version(2);

        var seen = STAGE.play(server -> {
            server.register("slave", slave);
            server.register("promoted", promoted);
            server.leave("slave", slave);
            return server.hasRoute(promoted.topic());
        });

        assertThat(seen.apache()).isFalse();
        assertThat(seen.ours()).isTrue();
    }

    /** Report 1.3: the broker lives on its new connection, and the old one closes. */
    @ParameterizedTest(name = "code {0}")
    @ValueSource(ints = {HEARTBEAT, 322})
    void aBrokerThatReportsOnANewConnectionOutlivesTheOldOne(int code) {
        var broker = master("reconnected-" + code);
        var report = code == HEARTBEAT ? broker.heartbeat() : broker.versionQuery();

        var seen = STAGE.play(server -> {
            server.register("old", broker);
            server.ask("new", report);
            server.hangUp("old");
            var afterTheOld = server.hasRoute(broker.topic());
            server.hangUp("new");
            return Map.of("old", afterTheOld, "new", server.hasRoute(broker.topic()));
        });

        assertThat(seen.apache()).isEqualTo(Map.of("old", false, "new", false));
        assertThat(seen.ours()).isEqualTo(Map.of("old", true, "new", false));
    }

    /** Report 1.4: one broker's expiry closes the connection of all. */
    @Test
    void theExpiryOfABrokerLeavesItsConnectionToOthers() {
        var silent = master("silent").lease(A_SECOND);
        var alive = master("alive");

        var seen = STAGE.play(server -> {
            server.register("shared", alive);
            server.register("shared", silent);
            server.await("the silent broker to expire", () -> !server.hasRoute(silent.topic()));
            return server.outcome("shared", alive.heartbeat());
        });

        assertThat(seen.apache()).isEqualTo(Outcome.Kind.CLOSED);
        assertThat(seen.ours()).isEqualTo(Outcome.Kind.ANSWERED);
    }

    /** Report 1.16: who is cleaned up when a connection closes. */
    @Test
    void aClosedConnectionTakesAllItsBrokersAlong() {
        var brokers = LongStream.rangeClosed(1, 3)
                .mapToObj(i -> master("housed-" + i).in("housed-cluster").topics("housed-topic"))
                .toList();

        var seen = STAGE.play(server -> {
            brokers.forEach(broker -> server.register("shared", broker));
            server.hangUp("shared");
            return server.addresses("housed-topic").size();
        });

        assertThat(seen.apache()).isEqualTo(2);
        assertThat(seen.ours()).isZero();
    }

    /** Report 1.16, the other half: right on both. */
    @Test
    void aBrokerThatRegisteredOnANewConnectionOutlivesTheOldOne() {
        var broker = master("moved-over");

        var seen = STAGE.play(server -> {
            server.register("old", broker);
            server.register("new", broker);
            server.hangUp("old");
            return server.hasRoute(broker.topic());
        });

        assertThat(seen.apache()).isTrue();
        assertThat(seen.ours()).isTrue();
    }

    /** Report 5.5: leases that end at any moment, against a look every five seconds. */
    @Test
    void aSilentBrokerIsGoneWithinASecondOfItsDeadline() {
        var brokers = LongStream.rangeClosed(1, 5)
                .mapToObj(i -> master("hung-" + i).lease(Duration.ofSeconds(i)))
                .toList();

        var seen = STAGE.play(server -> {
            brokers.forEach(broker -> server.register("hung", broker));
            long start = System.nanoTime();
            return brokers.stream()
                    .map(broker -> {
                        server.await(broker.name() + " to expire", () -> !server.hasRoute(broker.topic()));
                        return Duration.ofNanos(System.nanoTime() - start).minus(broker.lease());
                    })
                    .max(Duration::compareTo)
                    .orElseThrow();
        });

        assertThat(seen.apache()).isGreaterThan(Duration.ofSeconds(3));
        // what exceeds the second is for a busy machine: LeaseTest shows the bound in virtual time
        assertThat(seen.ours()).isLessThan(Duration.ofMillis(1_500));
    }
}
