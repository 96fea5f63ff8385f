package io.lodestar.interop.truth;

import static io.lodestar.interop.truth.Broker.master;
import static org.assertj.core.api.Assertions.assertThat;

import io.lodestar.interop.differential.Request;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a name server knows after it was started again. */
class WarmRestartIT {
    private static final int WIPE_WRITE_PERMISSION = 205;
    private static final int READ = 4;
    private static final int READ_WRITE = 6;
    private static final int EXIT_ON_SIGTERM = 143;
    private static final Duration TIME_FOR_A_SNAPSHOT = Duration.ofSeconds(3);

    @RegisterExtension
    static final Stage STAGE = Stage.with(Map.of());

    /** How a server ends. */
    private enum End {
        STOP {
            @Override
            void come(Side server) {
                server.stop();
            }
        },
        KILL {
            @Override
            void come(Side server) {
                Side.pass(TIME_FOR_A_SNAPSHOT);
                server.kill();
            }
        };

        abstract void come(Side server);
    }

    /** Reports 4.13 and 5.9: clients ask before the brokers have registered again. */
    @ParameterizedTest
    @EnumSource
    void routesAreThereBeforeTheirBrokersReport(End end) {
        var broker = master("before-" + end);

        var seen = STAGE.play(server -> {
            server.register("line", broker);
            end.come(server);
            server.restart();
            return server.addresses(broker.topic());
        });

        assertThat(seen.apache()).isEmpty();
        assertThat(seen.ours()).isEqualTo(Map.of("before-" + end + "-0", broker.address()));
    }

    /** Report 5.9: what is served unverified is not served for ever, and a heartbeat is enough to stay. */
    @Test
    void brokersThatDoNotReportAfterARestartAreDropped() {
        var gone = master("gone-meanwhile").lease(Duration.ofSeconds(1));
        var alive = master("still-there").lease(Duration.ofSeconds(20));

        var seen = STAGE.play(server -> {
            server.register("gone", gone);
            server.register("alive", alive);
            server.stop();
            server.restart();
            server.ask("alive", alive.heartbeat());
            server.await("the broker that is gone to be dropped", () -> !server.hasRoute(gone.topic()));
            return server.hasRoute(alive.topic());
        });

        assertThat(seen.apache()).isFalse();
        assertThat(seen.ours()).isTrue();
    }

    /** Report 1.35: a drain, of which the original knows nothing after a restart. */
    @Test
    void aDrainOutlastsAKill() {
        var broker = master("drained-and-killed");

        var seen = STAGE.play(server -> {
            server.register("line", broker);
            server.ask("admin", Request.of(WIPE_WRITE_PERMISSION, "brokerName", broker.name()));
            server.kill();
            server.restart();
            server.register("line", broker);
            return server.permissions(broker.topic());
        });

        assertThat(seen.apache()).isEqualTo(Map.of(broker.name(), READ_WRITE));
        assertThat(seen.ours()).isEqualTo(Map.of(broker.name(), READ));
    }

    /** Report 4.14: both end in time, with connections open; ours says that it ended well. */
    @Test
    void aServerWithOpenConnectionsEndsInTime() {
        var seen = STAGE.play(server -> {
            for (int i = 0; i < 20; i++) {
                server.register("open-" + i, master("open-" + i));
            }
            int exitCode = server.stop();
            server.restart();
            return exitCode;
        });

        assertThat(seen.apache()).isEqualTo(EXIT_ON_SIGTERM);
        assertThat(seen.ours()).isZero();
    }
}
