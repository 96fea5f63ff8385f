package io.lodestar.bench.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraceTest {
    private static final Trace.Profile PROFILE = new Trace.Profile(100_000, 1_000, 200, 10);

    @Test
    void theKindsComeInTheBandsThatTheRivalsSeedGives() {
        var trace = new Trace(PROFILE);
        List<Integer> writes = new ArrayList<>();
        List<Integer> zoned = new ArrayList<>();
        List<Integer> standard = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            trace.advance();
            if (trace.isWrite()) {
                writes.add(i);
            }
            if (trace.isZoned()) {
                zoned.add(i);
            }
            if (trace.isStandard()) {
                standard.add(i);
            }
        }

        assertThat(writes).containsExactly(9, 10, 11, 12, 13);
        assertThat(zoned).hasSize(10).startsWith(32).endsWith(41);
        assertThat(standard).hasSize(50).startsWith(8).endsWith(57);
    }

    @Test
    void itStartsAgainWhereTheRivalsTraceEnds() {
        var trace = new Trace(PROFILE);
        trace.advance();
        int topic = trace.topic();
        int broker = trace.broker();
        for (int i = 0; i < PROFILE.operations(); i++) {
            trace.advance();
        }

        assertThat(trace.topic()).isEqualTo(topic);
        assertThat(trace.broker()).isEqualTo(broker);
    }
}
