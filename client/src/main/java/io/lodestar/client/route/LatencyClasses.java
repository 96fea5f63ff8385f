package io.lodestar.client.route;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * For how long a broker is avoided after it took so long. Immutable.
 *
 * @param classes by latency, the least first
 * @param isolation the latency that a failure counts as
 */
public record LatencyClasses(List<LatencyClass> classes, Duration isolation) {
    /** What Apache's clients do from 5.1.4 on: at most 30 s, and 10 s after a failure. */
    public static final LatencyClasses USUAL = of(
            new long[] {50, 100, 550, 1800, 3000, 5000, 15_000},
            new long[] {0, 0, 2000, 5000, 6000, 10_000, 30_000},
            10_000);

    /** What older clients do: at most 10 minutes, and as long after a failure. */
    public static final LatencyClasses BEFORE_5_1_4 = of(
            new long[] {50, 100, 550, 1000, 2000, 3000, 15_000},
            new long[] {0, 0, 30_000, 60_000, 120_000, 180_000, 600_000},
            30_000);

    /** Copies and sorts the classes. */
    public LatencyClasses {
        var sorted = new ArrayList<>(classes);
        sorted.sort(Comparator.comparing(LatencyClass::from));
        classes = List.copyOf(sorted);
    }

    /** Returns for how long a broker is avoided that took so long; zero when it is not. */
    public Duration pauseAfter(Duration latency) {
        var pause = Duration.ZERO;
        for (var each : classes) {
            if (latency.compareTo(each.from()) >= 0) {
                pause = each.pause();
            }
        }
        return pause;
    }

    private static LatencyClasses of(long[] fromMillis, long[] pauseMillis, long isolationMillis) {
        var classes = IntStream.range(0, fromMillis.length)
                .mapToObj(i -> new LatencyClass(Duration.ofMillis(fromMillis[i]), Duration.ofMillis(pauseMillis[i])))
                .toList();
        return new LatencyClasses(classes, Duration.ofMillis(isolationMillis));
    }

    /**
     * What so long, and longer, brings.
     *
     * @param from the least latency
     * @param pause how long the broker is avoided then
     */
    public record LatencyClass(Duration from, Duration pause) {}
}
