package io.lodestar.client.remote;

import io.lodestar.transport.EventLoops;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Timers on the event loops. */
final class LoopScheduler implements Scheduler {
    private static final Logger LOG = LoggerFactory.getLogger(LoopScheduler.class);

    private final EventLoops loops;

    LoopScheduler(EventLoops loops) {
        this.loops = loops;
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public Runnable after(Duration delay, Runnable task) {
        try {
            return loops.schedule(task, delay);
        } catch (RejectedExecutionException stopped) {
            LOG.debug("The client is closed, and does nothing later any more");
            return () -> {};
        }
    }
}
