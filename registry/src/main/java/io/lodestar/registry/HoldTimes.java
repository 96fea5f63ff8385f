package io.lodestar.registry;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/** How long changes held the registry's lock, by what they were. Written by one thread at a time, read by any. */
public final class HoldTimes {
    /** Into how many classes the times of a kind are sorted. */
    public static final int CLASSES = 24;

    private static final Kind[] KINDS = Kind.values();

    private final AtomicLongArray classes = new AtomicLongArray(KINDS.length * CLASSES);
    private final AtomicLongArray totalNanos = new AtomicLongArray(KINDS.length);
    private final AtomicLongArray maximumNanos = new AtomicLongArray(KINDS.length);
    private final AtomicReference<Hold> longest = new AtomicReference<>(Hold.NONE);

    /** What held the lock. */
    public enum Kind {
        /** A registration that was read. */
        REGISTRATION,
        /** A registration that looked as if it need not be read. */
        REPETITION,
        /** Brokers that said goodbye, or lost their connection. */
        DEPARTURE,
        /** A look at the clock, and the departure of those whose time ran out. */
        TICK,
        /** Topics and drains that people changed. */
        ADMINISTRATION,
        /** A snapshot, taken or restored. */
        SNAPSHOT
    }

    /** How long one change held the lock. */
    public record Hold(Kind kind, long nanos) {
        private static final Hold NONE = new Hold(Kind.TICK, 0);
    }

    /** Takes note of one change. Guarded by the registry's lock. */
    void add(Kind kind, long nanos) {
        int number = kind.ordinal();
        classes.getAndIncrement(number * CLASSES + classOf(nanos));
        totalNanos.getAndAdd(number, nanos);
        if (nanos > maximumNanos.get(number)) {
            maximumNanos.set(number, nanos);
        }
        longest.accumulateAndGet(new Hold(kind, nanos), (known, now) -> now.nanos > known.nanos ? now : known);
    }

    private static int classOf(long nanos) {
        int bits = Long.SIZE - Long.numberOfLeadingZeros(TimeUnit.NANOSECONDS.toMicros(nanos));
        return Math.min(bits, CLASSES - 1);
    }

    /** Returns how many changes of a kind there were. */
    public long count(Kind kind) {
        return IntStream.range(0, CLASSES)
                .mapToLong(number -> count(kind, number))
                .sum();
    }

    /**
     * Returns how many changes of a kind held the lock for less than 2 to the power of {@code number} microseconds and did not count for a
     * smaller number; the last class takes all that took longer.
     */
    public long count(Kind kind, int number) {
        return classes.get(kind.ordinal() * CLASSES + number);
    }

    /** Returns for how long the changes of a kind held the lock together. */
    public long totalNanos(Kind kind) {
        return totalNanos.get(kind.ordinal());
    }

    /** Returns for how long a change of a kind held the lock at most. */
    public long maximumNanos(Kind kind) {
        return maximumNanos.get(kind.ordinal());
    }

    /** Returns the longest since this was asked last; empty if there was none. */
    public Optional<Hold> takeLongest() {
        return Optional.ofNullable(longest.getAndSet(Hold.NONE)).filter(hold -> hold.nanos > 0);
    }
}
