package io.lodestar.transport;

/**
 * How long things took, sorted into classes from 5 µs to 5 s. Read by any thread, each number by itself, so a reader may see a duration in its class
 * that is not in the total yet.
 *
 * <p>Written either by one thread alone, which then pays for a load and a store and no more, or by any.
 */
public final class Durations {
    /** The most that a class holds, in nanoseconds; the one behind these holds what took longer. */
    private static final long[] BOUNDS = {
        5_000,
        10_000,
        20_000,
        50_000,
        100_000,
        200_000,
        500_000,
        1_000_000,
        2_000_000,
        5_000_000,
        10_000_000,
        20_000_000,
        50_000_000,
        100_000_000,
        200_000_000,
        500_000_000,
        1_000_000_000,
        2_000_000_000,
        5_000_000_000L
    };

    /** Into how many classes durations are sorted. */
    public static final int CLASSES = BOUNDS.length + 1;

    private static final int TOTAL = CLASSES;

    /** One for each class and, behind them, the total. */
    private final Tally tally = new Tally(CLASSES + 1);

    /** Starts with none. */
    public Durations() {}

    /** Returns the most that a class holds, in nanoseconds; {@link Long#MAX_VALUE} for the last. */
    public static long boundNanos(int number) {
        return number < BOUNDS.length ? BOUNDS[number] : Long.MAX_VALUE;
    }

    /** Counts something that took so long for each of several. For one thread alone. */
    void addAlone(long nanos, int times) {
        tally.add(classOf(nanos), times);
        tally.add(TOTAL, nanos * times);
    }

    /** Counts something that took so long. For any thread, if {@link #addAlone} is for none. */
    public void add(long nanos) {
        tally.addShared(classOf(nanos), 1);
        tally.addShared(TOTAL, nanos);
    }

    /** Returns how many there are. */
    public long count() {
        long all = 0;
        for (int number = 0; number < CLASSES; number++) {
            all += count(number);
        }
        return all;
    }

    /** Returns how many are in a class. */
    public long count(int number) {
        return tally.count(number);
    }

    /** Returns how long all of them took together. */
    public long totalNanos() {
        return tally.count(TOTAL);
    }

    private static int classOf(long nanos) {
        int number = 0;
        while (number < BOUNDS.length && nanos > BOUNDS[number]) {
            number++;
        }
        return number;
    }
}
