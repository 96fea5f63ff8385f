package io.lodestar.interop.truth;

import static io.lodestar.interop.truth.Broker.master;
import static org.assertj.core.api.Assertions.assertThat;

import io.lodestar.interop.differential.Request;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What happens between a decision and its execution. */
@Execution(ExecutionMode.SAME_THREAD)
class RaceIT {
    private static final int WIPE_WRITE_PERMISSION = 205;
    private static final int ATTEMPTS = 100;
    private static final int TOPICS = 20_000;
    private static final int WIPES = 10;

    @RegisterExtension
    static final Stage STAGE = Stage.shared();

    /**
     * Report 1.1: a connection closes and its broker registers on another, both while the server is busy changing a large
     * table. The original decides to remove the broker, registers it, and removes it.
     */
    @Test
    void aBrokerThatComesBackWhileItsConnectionClosesStays() {
        var seen = STAGE.play(server -> {
            server.register("heavy", heavy());
            return IntStream.range(0, ATTEMPTS).anyMatch(attempt -> isForgotten(server, attempt));
        });

        assertThat(seen.apache()).isTrue();
        assertThat(seen.ours()).isFalse();
    }

    private static boolean isForgotten(Side server, int attempt) {
        var broker = master("racing-" + attempt);
        server.register("old-" + attempt, broker);

        for (int i = 0; i < WIPES; i++) {
            server.sendOneWay("heavy", Request.of(WIPE_WRITE_PERMISSION, "brokerName", "heavy"));
        }
        server.hangUpAtOnce("old-" + attempt);
        server.register("new-" + attempt, broker);
        server.settle();

        return !server.hasRoute(broker.topic());
    }

    /** Keeps the server busy with each wipe of its permission. */
    private static Broker heavy() {
        return master("heavy")
                .topics(IntStream.range(0, TOPICS).mapToObj(i -> "heavy-" + i).toArray(String[]::new));
    }
}
