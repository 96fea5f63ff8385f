package io.lodestar.bench.load;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** The answers of one kind: how long they must be, how many came, and after what time. Confined to the generator's thread. */
public final class Tally {
    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(2);
    private static final int DIGITS = 3;

    private final String name;
    private final int bodyLength;
    private final Histogram nanos = new Histogram(LONGEST_NANOS, DIGITS);

    /**
     * A tally of nothing yet.
     *
     * @param name what the answers are, in tables and messages
     * @param bodyLength what the body of each answer must measure
     */
    public Tally(String name, int bodyLength) {
        this.name = name;
        this.bodyLength = bodyLength;
    }

    /** What the answers are. */
    public String name() {
        return name;
    }

    /** How long the answers took. */
    public Histogram nanos() {
        return nanos;
    }

    /** A histogram of the same make, to add to. */
    public Histogram emptyNanos() {
        return new Histogram(LONGEST_NANOS, DIGITS);
    }

    /** How many answers came. */
    public long count() {
        return nanos.getTotalCount();
    }

    /** Forgets what came so far. */
    public void reset() {
        nanos.reset();
    }

    void add(long tookNanos) {
        nanos.recordValue(Math.min(Math.max(tookNanos, 0), LONGEST_NANOS));
    }

    void check(int actualBodyLength) {
        if (actualBodyLength != bodyLength) {
            throw new IllegalStateException(
                    "the answer to " + name + " has a body of " + actualBodyLength + " bytes instead of " + bodyLength);
        }
    }
}
