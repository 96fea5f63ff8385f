package io.lodestar.transport;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts that one thread alone writes and any thread reads: a load and a store each, with no lock and no cache line that another thread writes to.
 */
public final class Tally {
    /** So many longs are two cache lines, which some processors fetch together. */
    private static final int PADDING = 16;

    private final AtomicLongArray cells;

    /** Starts so many counts at zero. */
    public Tally(int counts) {
        this.cells = new AtomicLongArray(PADDING + counts + PADDING);
    }

    /** Adds to a count. For the one thread that writes. */
    public void add(int number, long more) {
        int index = PADDING + number;
        cells.setOpaque(index, cells.getPlain(index) + more);
    }

    /** Adds to a count that several threads write. */
    public void addShared(int number, long more) {
        cells.getAndAdd(PADDING + number, more);
    }

    /** Returns a count, which may be about to change. */
    public long count(int number) {
        return cells.getOpaque(PADDING + number);
    }
}
