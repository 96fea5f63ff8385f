package io.lodestar.server;

import io.lodestar.server.store.SnapshotKeeper;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets a thread of its own keep the snapshot, so that nobody waits for it but a server that closes, and that only so long. */
final class SnapshotThread {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotThread.class);

    private final SnapshotKeeper keeper;
    private final ScheduledExecutorService thread;

    /** Creates the keeper's thread, which idles until {@link #start}. */
    SnapshotThread(SnapshotKeeper keeper, ScheduledExecutorService thread) {
        this.keeper = keeper;
        this.thread = thread;
    }

    /** Returns what writes. */
    SnapshotKeeper keeper() {
        return keeper;
    }

    void start() {
        long period = SnapshotKeeper.PERIOD_MILLIS;
        var unused = thread.scheduleWithFixedDelay(() -> guarded(keeper::look), period, period, TimeUnit.MILLISECONDS);
    }

    /**
     * Writes the last snapshot. To be called when all requests are answered, and before connections are closed: that brokers are lost by the
     * close is not for the next server to know.
     */
    void finish(Duration limit) {
        thread.execute(() -> guarded(keeper::finish));
        thread.shutdown();
        try {
            if (!thread.awaitTermination(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn(
                        "The last snapshot was not written within {} ms: the next start may find an older one",
                        limit.toMillis());
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    @SuppressWarnings("IllegalCatch")
    private static void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | OutOfMemoryError fault) {
            // A timer never runs a task again that threw once.
            // A snapshot needs memory of its own: where that is short, the server goes on without.
            LOG.error("The snapshot failed; it is tried again", fault);
        }
    }
}
