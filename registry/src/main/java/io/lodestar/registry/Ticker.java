package io.lodestar.registry;

/** A clock for measuring how long something took; it never goes back and has no date. */
@FunctionalInterface
public interface Ticker {
    /** Returns the time in nanoseconds since an arbitrary moment; only differences mean anything. */
    long nanos();

    /** Returns the process's own monotonic clock. */
    static Ticker system() {
        return System::nanoTime;
    }
}
