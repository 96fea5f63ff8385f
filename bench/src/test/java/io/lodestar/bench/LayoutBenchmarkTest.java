package io.lodestar.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.lodestar.bench.jmh.LayoutBenchmark;
import io.lodestar.registry.RegistrationOutcome.Accepted;
import org.junit.jupiter.api.Test;

/** The benchmark of layouts measures what it says. */
class LayoutBenchmarkTest {
    @Test
    void aBrokerIsAcceptedHoweverMuchChanges() {
        var benchmark = new LayoutBenchmark();
        benchmark.register();

        assertThat(benchmark.unchanged()).isInstanceOf(Accepted.class);
        assertThat(benchmark.unchangedAndKnown()).isPresent();
        assertThat(benchmark.oneChanged()).isInstanceOf(Accepted.class);
        assertThat(benchmark.unchangedAndKnown()).isEmpty();
        assertThat(benchmark.allChanged()).isInstanceOf(Accepted.class);
        assertThat(benchmark.leavesAndJoins().sessions()).hasSize(1);
    }
}
