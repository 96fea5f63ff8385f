package io.lodestar.client.route;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.lodestar.client.remote.Scheduler;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;

/** Runs a task at the earliest moment for which that was asked, but not during a pause, which grows with each trouble. Thread-safe. */
final class Alarm {
    /** Over which clients come back to a name server that all of them lost; twice that if it is lost again, and so on. */
    private static final int FIRST_SPREAD_MILLIS = 200;

    private static final int MAX_DOUBLINGS = 10;
    /** After so long without trouble the next trouble counts as the first. */
    private static final Duration WELL = Duration.ofSeconds(60);

    private final Scheduler scheduler;
    private final Runnable task;
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private Runnable timer = () -> {};

    @GuardedBy("lock")
    private boolean set;

    @GuardedBy("lock")
    private long setNanos;

    @GuardedBy("lock")
    private long pauseEndNanos;

    @GuardedBy("lock")
    private int troubles;

    @GuardedBy("lock")
    private long lastTroubleNanos;

    Alarm(Scheduler scheduler, Runnable task) {
        this.scheduler = scheduler;
        this.task = task;
        this.pauseEndNanos = scheduler.nanos();
    }

    /** Runs the task after this time, or when the pause is over, unless it runs before that anyway. */
    void set(Duration delay) {
        lock.lock();
        try {
            long now = scheduler.nanos();
            long wait = Math.max(delay.toNanos(), pauseEndNanos - now);
            if (set && setNanos - now <= wait) {
                return;
            }
            timer.run();
            set = true;
            setNanos = now + wait;
            timer = scheduler.after(Duration.ofNanos(wait), this::ring);
        } finally {
            lock.unlock();
        }
    }

    private void ring() {
        lock.lock();
        try {
            set = false;
        } finally {
            lock.unlock();
        }
        task.run();
    }

    /** Returns whether nothing is to be done now. */
    boolean isPaused() {
        lock.lock();
        try {
            return pauseEndNanos - scheduler.nanos() > 0;
        } finally {
            lock.unlock();
        }
    }

    /** Pauses for a time by chance, which grows while there is one trouble after the other. During a pause this is the same trouble, told twice. */
    void pause() {
        lock.lock();
        try {
            long now = scheduler.nanos();
            if (pauseEndNanos - now > 0) {
                return;
            }
            boolean again = troubles > 0 && now - lastTroubleNanos < WELL.toNanos();
            troubles = again ? Math.min(troubles + 1, MAX_DOUBLINGS) : 1;
            int spread = FIRST_SPREAD_MILLIS << (troubles - 1);
            int pauseMillis = spread / 2 + ThreadLocalRandom.current().nextInt(spread / 2);
            pauseEndNanos = now + Duration.ofMillis(pauseMillis).toNanos();
            lastTroubleNanos = pauseEndNanos; // the pause is no time without trouble
        } finally {
            lock.unlock();
        }
    }

    /** Ends the pause. */
    void goOn() {
        lock.lock();
        try {
            pauseEndNanos = scheduler.nanos();
        } finally {
            lock.unlock();
        }
    }
}
