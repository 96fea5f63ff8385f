package io.lodestar.server.store;

import io.lodestar.registry.Registry;
import io.lodestar.registry.Ticker;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the snapshot file up with the registry: soon after a change, but no more than a twentieth of the time goes into it unless that
 * would let the file grow older than half a minute. Thread-safe.
 */
public final class SnapshotKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotKeeper.class);

    /** How many milliseconds {@link #look} should be called apart. */
    public static final long PERIOD_MILLIS = 1_000;

    private static final int PAUSE_FACTOR = 20;
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(29); // the next look comes within a second

    private final Registry registry;
    private final SnapshotFile file;
    private final Ticker ticker;

    private final ReentrantLock writer = new ReentrantLock();
    // The rest is guarded by the lock, and what is volatile may be read without.
    private volatile long written;
    private volatile long upToDateAtNanos;
    private volatile long tookNanos;
    private volatile boolean failing;
    private long restedAtNanos;
    private boolean finished;

    /** What the registry knows by now counts as written. */
    public SnapshotKeeper(Registry registry, SnapshotFile file, Ticker ticker) {
        this.registry = registry;
        this.file = file;
        this.ticker = ticker;
        this.written = registry.changes();
        this.restedAtNanos = ticker.nanos();
        this.upToDateAtNanos = restedAtNanos;
    }

    /** Returns how the snapshot is now. */
    public State state() {
        boolean current = registry.changes() == written;
        long behindNanos = current ? 0 : Math.max(0, ticker.nanos() - upToDateAtNanos);
        return new State(Duration.ofNanos(behindNanos), Duration.ofNanos(tookNanos), failing);
    }

    /**
     * How a snapshot is.
     *
     * @param behind for how long at most the file has lacked something; nothing while it has everything
     * @param took how long it took to write it last, or to find that it cannot be written; nothing if that has not been done
     * @param failing whether it could not be written the last time
     */
    public record State(Duration behind, Duration took, boolean failing) {}

    /** Writes the snapshot if there is something new and the pause after the last one is over. */
    public void look() {
        writer.lock();
        try {
            if (ticker.nanos() - restedAtNanos >= 0) {
                keep();
            }
        } finally {
            writer.unlock();
        }
    }

    /** Writes the snapshot if there is something new, for the last time. */
    public void finish() {
        writer.lock();
        try {
            keep();
            finished = true;
        } finally {
            writer.unlock();
        }
    }

    private void keep() {
        long changes = registry.changes(); // before the snapshot: what changes meanwhile is for the next one
        long startedAtNanos = ticker.nanos();
        if (changes == written) {
            upToDateAtNanos = startedAtNanos;
        }
        if (finished || changes == written) {
            return;
        }
        try {
            file.write(registry.snapshot());
            written = changes;
            upToDateAtNanos = startedAtNanos;
            recovered();
        } catch (IOException failure) {
            failed(failure);
        } finally {
            long endedAtNanos = ticker.nanos();
            tookNanos = endedAtNanos - startedAtNanos;
            long pauseNanos = PAUSE_FACTOR * tookNanos;
            restedAtNanos = endedAtNanos + Math.min(pauseNanos, LONGEST_PAUSE_NANOS);
        }
    }

    private void recovered() {
        if (failing) {
            LOG.info("The snapshot is written again");
        }
        failing = false;
    }

    private void failed(IOException failure) {
        if (!failing) {
            LOG.error(
                    "The snapshot cannot be written, a restart would bring back an older one: {}; it is tried on, and said when it works",
                    FileTrouble.reason(failure));
        }
        failing = true;
    }
}
