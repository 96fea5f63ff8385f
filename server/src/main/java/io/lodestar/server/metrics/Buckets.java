package io.lodestar.server.metrics;

import io.lodestar.registry.HoldTimes;
import io.lodestar.transport.Durations;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Durations as Prometheus has them: how many there are up to each bound and not up to the one before, and their sum.
 *
 * @param bounds in seconds, the last one infinite
 */
record Buckets(List<Double> bounds, List<Long> counts, double seconds) {
    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final double MICROS = TimeUnit.SECONDS.toMicros(1);
    /** Each bucket takes two classes of hold times, so each bound is four times the one before. */
    private static final int CLASSES_EACH = 2;

    static Buckets of(Durations durations) {
        return of(List.of(durations));
    }

    /** Returns the durations of all of these together. */
    static Buckets of(Collection<Durations> all) {
        var numbers = IntStream.range(0, Durations.CLASSES).boxed().toList();
        return new Buckets(
                numbers.stream()
                        .map(number -> seconds(Durations.boundNanos(number)))
                        .toList(),
                numbers.stream()
                        .map(number -> all.stream()
                                .mapToLong(each -> each.count(number))
                                .sum())
                        .toList(),
                all.stream().mapToLong(Durations::totalNanos).sum() / NANOS);
    }

    /** Returns how long changes of a kind held the registry's lock. */
    static Buckets of(HoldTimes times, HoldTimes.Kind kind) {
        var firsts = IntStream.iterate(0, number -> number < HoldTimes.CLASSES, number -> number + CLASSES_EACH)
                .boxed()
                .toList();
        return new Buckets(
                firsts.stream().map(Buckets::holdBound).toList(),
                firsts.stream()
                        .map(first -> IntStream.range(first, Math.min(first + CLASSES_EACH, HoldTimes.CLASSES))
                                .mapToLong(number -> times.count(kind, number))
                                .sum())
                        .toList(),
                times.totalNanos(kind) / NANOS);
    }

    private static double holdBound(int first) {
        int last = first + CLASSES_EACH - 1;
        return last >= HoldTimes.CLASSES - 1 ? Double.POSITIVE_INFINITY : (1L << last) / MICROS;
    }

    private static double seconds(long nanos) {
        return nanos == Long.MAX_VALUE ? Double.POSITIVE_INFINITY : nanos / NANOS;
    }

    HistogramDataPointSnapshot labelled(Labels labels) {
        return HistogramDataPointSnapshot.builder()
                .classicHistogramBuckets(ClassicHistogramBuckets.of(bounds, counts))
                .sum(seconds)
                .labels(labels)
                .build();
    }
}
