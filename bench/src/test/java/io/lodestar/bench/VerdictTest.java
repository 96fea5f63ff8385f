package io.lodestar.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.lodestar.bench.trial.Figures;
import io.lodestar.bench.trial.Measure;
import io.lodestar.bench.trial.Party;
import io.lodestar.bench.trial.Target;
import io.lodestar.bench.workload.Size;
import io.lodestar.bench.workload.Workloads;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final Target A_TENTH = Target.ofApache("a row", "a case", Measure.SERVER_CPU, 0.1);

    private final Results results = new Results(Workloads.at(Size.TINY).get(0));

    @Test
    void aPromiseHoldsOnlyAgainstApacheStartedEitherWay() {
        add(Party.APACHE, 200);
        add(Party.APACHE_ALIKE, 90);
        add(Party.LODESTAR, 10);

        var verdict = Verdict.of(A_TENTH, results);

        assertThat(verdict.found()).hasSize(2);
        assertThat(verdict.kept())
                .as("10 is a twentieth of 200, but no tenth of 90")
                .isFalse();
    }

    @Test
    void aPromiseHoldsWithThePartiesThatWereThere() {
        add(Party.APACHE_ALIKE, 100);
        add(Party.LODESTAR, 10);

        assertThat(Verdict.of(A_TENTH, results).kept()).isTrue();
    }

    @Test
    void whatWasNotMeasuredIsNotKept() {
        add(Party.LODESTAR, 10);

        assertThat(Verdict.of(A_TENTH, results).kept()).isFalse();
    }

    @Test
    void aFigureOfOursIsHeldAgainstItsLimit() {
        add(Party.LODESTAR, 10);

        assertThat(Verdict.of(Target.atMost("a row", "a case", Measure.SERVER_CPU, 10), results)
                        .kept())
                .isTrue();
        assertThat(Verdict.of(Target.atLeast("a row", "a case", Measure.SERVER_CPU, 11), results)
                        .kept())
                .isFalse();
    }

    private void add(Party party, double value) {
        results.add(party, new Figures().with("a case", Measure.SERVER_CPU, value));
    }
}
