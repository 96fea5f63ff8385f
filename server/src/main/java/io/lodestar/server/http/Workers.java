package io.lodestar.server.http;

import io.lodestar.transport.Source;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads that answer what may take a while. One source has at most half of the room. Thread-safe. */
final class Workers {
    private static final int THREADS = 2;
    private static final int MAX_WAITING = 128;
    private static final int IDLE_SECONDS = 30;

    private final ThreadPoolExecutor threads;
    private final Map<Source, Integer> bySource = new ConcurrentHashMap<>();

    Workers(ThreadFactory factory) {
        this.threads = new ThreadPoolExecutor(
                THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAX_WAITING), factory);
        threads.allowCoreThreadTimeOut(true);
    }

    /** Has the work done soon; returns false when there is no room for it. */
    boolean execute(Source source, Runnable work) {
        if (bySource.merge(source, 1, Integer::sum) > MAX_WAITING / 2) {
            leave(source);
            return false;
        }
        try {
            threads.execute(() -> {
                try {
                    work.run();
                } finally {
                    leave(source);
                }
            });
            return true;
        } catch (RejectedExecutionException full) {
            leave(source);
            return false;
        }
    }

    private void leave(Source source) {
        bySource.computeIfPresent(source, (unused, count) -> count == 1 ? null : count - 1);
    }

    /** Takes no more work, and waits a little for what is under way: who writes to the disk is not interrupted. */
    void close(Duration limit) {
        threads.shutdown();
        try {
            threads.awaitTermination(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException cutShort) {
            Thread.currentThread().interrupt();
        }
    }
}
