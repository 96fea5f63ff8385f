package io.lodestar.server.metrics;

import io.lodestar.registry.Ticker;
import io.lodestar.server.handler.RequestCounts;
import io.lodestar.server.handler.RequestFamily;
import io.lodestar.server.handler.RequestOutcome;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/** How much comes in a second, over the last seconds. Thread-safe. */
public final class Rates {
    private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(900);

    private final RequestCounts counts;
    private final Ticker ticker;
    /** Oldest first; the oldest is the last one that is not younger than the window. Guarded by this. */
    private final Deque<Sample> samples = new ArrayDeque<>();

    /** Starts with what was counted by now. */
    public Rates(RequestCounts counts, Ticker ticker) {
        this.counts = counts;
        this.ticker = ticker;
        samples.add(counted());
    }

    /** How much came in a second. */
    public record Current(
            double requestsPerSecond, double routesPerSecond, double registrationsPerSecond, double errorsPerSecond) {}

    /**
     * Looks at the counts, unless that was done within the last second. To be called each second or two; after a longer pause, rates are those of the
     * pause.
     */
    public synchronized void sample() {
        if (ticker.nanos() - samples.getLast().atNanos >= STEP_NANOS) {
            samples.addLast(counted());
            dropOld(samples.getLast().atNanos);
        }
    }

    /** Returns the rates over the last ten seconds, or over the time since the start if that is shorter. */
    public synchronized Current current() {
        var now = counted();
        dropOld(now.atNanos);
        return now.since(samples.getFirst());
    }

    private void dropOld(long nowNanos) {
        var first = samples.removeFirst();
        while (!samples.isEmpty() && nowNanos - samples.getFirst().atNanos >= WINDOW_NANOS) {
            first = samples.removeFirst();
        }
        samples.addFirst(first);
    }

    private Sample counted() {
        long failed = counts.count(RequestOutcome.FAILED) + counts.count(RequestOutcome.BUSY);
        return new Sample(
                ticker.nanos(),
                counts.total(),
                counts.count(RequestFamily.ROUTE),
                counts.count(RequestFamily.REGISTRATION),
                failed);
    }

    /** What was counted at one moment. */
    private record Sample(long atNanos, long requests, long routes, long registrations, long errors) {
        Current since(Sample before) {
            double seconds = (atNanos - before.atNanos) / (double) TimeUnit.SECONDS.toNanos(1);
            return new Current(
                    rate(requests - before.requests, seconds),
                    rate(routes - before.routes, seconds),
                    rate(registrations - before.registrations, seconds),
                    rate(errors - before.errors, seconds));
        }

        private static double rate(long count, double seconds) {
            return seconds > 0 ? count / seconds : 0;
        }
    }
}
