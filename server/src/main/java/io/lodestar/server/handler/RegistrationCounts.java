package io.lodestar.server.handler;

import java.util.concurrent.atomic.LongAdder;

/** How many registrations came since the start, and what became of them. Thread-safe. */
public final class RegistrationCounts {
    private final LongAdder unchanged = new LongAdder();
    private final LongAdder read = new LongAdder();
    private final LongAdder refused = new LongAdder();

    /** Returns how many were known by their fingerprint, and not read. */
    public long unchanged() {
        return unchanged.sum();
    }

    /** Returns how many were read and accepted. */
    public long read() {
        return read.sum();
    }

    /** Returns how many could not be read or were not accepted. */
    public long refused() {
        return refused.sum();
    }

    void countUnchanged() {
        unchanged.increment();
    }

    void countRead() {
        read.increment();
    }

    void countRefused() {
        refused.increment();
    }
}
