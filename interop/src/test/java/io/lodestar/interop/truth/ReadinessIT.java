package io.lodestar.interop.truth;

import static io.lodestar.interop.truth.Broker.master;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The original's switch that lets a started server wait before it answers for routes. */
class ReadinessIT {
    private static final int SUCCESS = 0;
    private static final int SYSTEM_ERROR = 1;

    @RegisterExtension
    static final Stage STAGE = Stage.with(Map.of("needWaitForService", "true", "waitSecondsForService", "1000"));

    /** Report 4.12: ready by the clock alone, however long all brokers have been back. */
    @Test
    void aServerIsReadyWhenTheBrokersOfBeforeHaveReported() {
        var broker = master("waited-for");

        var seen = STAGE.play(server -> {
            server.register("line", broker);
            server.stop();
            server.restart();
            var before = server.route(broker.topic()).code();
            server.register("line", broker);
            return List.of(before, server.route(broker.topic()).code());
        });

        assertThat(seen.apache()).containsExactly(SYSTEM_ERROR, SYSTEM_ERROR);
        assertThat(seen.ours()).containsExactly(SYSTEM_ERROR, SUCCESS);
    }
}
