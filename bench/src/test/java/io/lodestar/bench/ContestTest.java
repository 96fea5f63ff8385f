package io.lodestar.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.lodestar.bench.trial.Measure;
import io.lodestar.bench.trial.Party;
import io.lodestar.bench.trial.Schedule;
import io.lodestar.bench.trial.Workload;
import io.lodestar.bench.workload.Size;
import io.lodestar.bench.workload.Workloads;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every workload at a size of nothing: that all is asked and answered, and told in the report. */
class ContestTest {
    private static final Schedule SHORT =
            new Schedule(1, Duration.ofMillis(60), Duration.ofMillis(60), Duration.ofMillis(120));

    @TempDir
    private Path folder;

    static List<Workload> workloads() {
        return Workloads.at(Size.TINY);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("workloads")
    void everyWorkloadIsAnsweredRightByAllWhoTakePart(Workload workload) throws Exception {
        var results = hold(workload, EnumSet.of(Party.APACHE, Party.LODESTAR, Party.ECHO));

        assertThat(results.parties()).contains(Party.APACHE, Party.LODESTAR);
        for (var target : workload.targets()) {
            assertThat(results.lines()).as("what is promised is measured").contains(target.line());
            assertThat(results.figures(Party.LODESTAR, target.line()).count()).isEqualTo(1);
        }
        for (var line : results.lines()) {
            if (line.measure().equals(Measure.THROUGHPUT)) {
                assertThat(results.figures(Party.LODESTAR, line).least())
                        .as(line.label())
                        .isPositive();
            }
        }
    }

    @Test
    void theReportShowsEveryPartyEveryRatioAndEveryVerdict() throws Exception {
        var narrow = workloads().get(0);

        var results = hold(narrow, EnumSet.of(Party.APACHE, Party.LODESTAR));
        var details = Report.details(results);
        var targets = Report.targets(List.of(results));

        assertThat(details.lines())
                .anyMatch(line -> line.startsWith("| JSON, depth 8 | throughput (/s) | p50 (µs) |"))
                .anyMatch(line -> line.matches("\\| Apache( \\| [0-9., ]+)+ \\|"))
                .anyMatch(line -> line.matches("\\| Lodestar( \\| [0-9., ]+)+ \\|"))
                .anyMatch(line -> line.startsWith("| Lodestar / Apache | "))
                .noneMatch(line -> line.contains("echo"));
        assertThat(targets.lines()).hasSize(2 + narrow.targets().size());
        assertThat(targets.lines().skip(2))
                .allMatch(line -> line.matches(".*\\| (yes|\\*\\*no\\*\\*|not measured) \\|"));
    }

    private Results hold(Workload workload, Set<Party> parties) throws IOException, InterruptedException {
        var contest = new Contest(new InProcess(folder.resolve("echo")), SHORT, parties, step -> {});
        return contest.hold(workload, folder.resolve(workload.name()));
    }
}
