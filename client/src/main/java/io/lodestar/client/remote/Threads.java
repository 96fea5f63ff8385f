package io.lodestar.client.remote;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads of a client beside its event loop: daemons, started when they are needed and gone when they are not. */
final class Threads implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Threads.class);
    private static final Duration IDLE_LIMIT = Duration.ofSeconds(10);
    private static final int WORKERS = 4;
    private static final int MAX_WAITING = 256;

    private final ExecutorService workers =
            start("lodestar-client-worker", WORKERS, new ArrayBlockingQueue<>(MAX_WAITING));
    private final ExecutorService listeners = start("lodestar-client-listener", 1, new LinkedBlockingQueue<>());

    private static ExecutorService start(String name, int threads, BlockingQueue<Runnable> queue) {
        var pool = new ThreadPoolExecutor(
                threads, threads, IDLE_LIMIT.toMillis(), TimeUnit.MILLISECONDS, queue, task -> thread(name, task));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static Thread thread(String name, Runnable task) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((where, failure) ->
                LOG.error("What ran in {} failed; what comes next goes on", where.getName(), failure));
        return thread;
    }

    /** Does what may block for long: looks up host names, reads files and pages. May refuse. */
    void work(Runnable task) {
        workers.execute(task);
    }

    /** Runs users' code, one task after the other; nothing once the client is closed. */
    void listen(Runnable task) {
        try {
            listeners.execute(task);
        } catch (RejectedExecutionException closed) {
            LOG.debug("The client is closed, and tells nobody any more");
        }
    }

    /** Does one thing on a thread of its own. */
    void apart(Runnable task) {
        thread("lodestar-client-close", task).start();
    }

    /** Ends the threads without waiting for them. */
    @Override
    public void close() {
        workers.shutdownNow();
        listeners.shutdownNow();
    }
}
