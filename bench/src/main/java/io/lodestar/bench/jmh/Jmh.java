package io.lodestar.bench.jmh;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs the benchmarks of this package with the garbage counted, long enough to show a direction. */
public final class Jmh {
    private static final int WARM_UP_ITERATIONS = 5;
    private static final int ITERATIONS = 5;

    private Jmh() {}

    /**
     * Runs the benchmarks whose names contain one of the patterns, or all, and prints what they found.
     *
     * @throws RunnerException when a benchmark does not run
     */
    public static void run(List<String> patterns) throws RunnerException {
        var options = new OptionsBuilder()
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.NANOSECONDS)
                .forks(1)
                .warmupIterations(WARM_UP_ITERATIONS)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(ITERATIONS)
                .measurementTime(TimeValue.seconds(1))
                .addProfiler(GCProfiler.class);
        patterns.forEach(options::include);
        new Runner(options.build()).run();
    }
}
