package io.lodestar.bench.trial;

import java.time.Duration;

/**
 * How long things take.
 *
 * @param rounds how often each party is measured
 * @param measure how long one round of one case lasts
 * @param leastWarmUp how long a case is warmed up at least
 * @param mostWarmUp when warming up ends, even if the figures still move
 */
public record Schedule(int rounds, Duration measure, Duration leastWarmUp, Duration mostWarmUp) {
    /** About twenty minutes for everything on two CPUs. */
    public static final Schedule DEFAULT =
            new Schedule(3, Duration.ofSeconds(3), Duration.ofSeconds(3), Duration.ofSeconds(12));

    /** About five. */
    public static final Schedule QUICK =
            new Schedule(2, Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(5));

    /** For curves of many points. */
    public static final Schedule CURVE =
            new Schedule(1, Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(5));

    /** Other rounds. */
    public Schedule withRounds(int number) {
        return new Schedule(number, measure, leastWarmUp, mostWarmUp);
    }

    /** Longer or shorter ones. */
    public Schedule withMeasure(Duration time) {
        return new Schedule(rounds, time, leastWarmUp, mostWarmUp);
    }
}
