package io.lodestar.client.remote;

import java.time.Duration;

/** Time, and what happens later. Thread-safe. Tests have one whose time they move by hand. */
public interface Scheduler {
    /** Returns the nanoseconds since some moment; they only count in differences. */
    long nanos();

    /**
     * Runs a task later, on a thread that it must not block; never when the client was closed meanwhile.
     *
     * @return takes the task back, if it has not begun
     */
    Runnable after(Duration delay, Runnable task);
}
