package io.lodestar.client.broker;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs tasks one after the other, on whichever thread brings one while none runs. Thread-safe, and has no thread of its own. */
final class Turns implements Executor {
    private static final Logger LOG = LoggerFactory.getLogger(Turns.class);

    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger unfinished = new AtomicInteger();

    @Override
    public void execute(Runnable task) {
        waiting.add(task);
        if (unfinished.getAndIncrement() > 0) {
            return; // whoever runs one now runs this one next
        }
        do {
            var next = waiting.poll();
            if (next != null) {
                run(next);
            }
        } while (unfinished.decrementAndGet() > 0);
    }

    @SuppressWarnings("IllegalCatch")
    private static void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable fault) {
            // The tasks behind this one are other name servers', and must be run all the same: also after an error,
            // which would leave the turn taken for ever.
            LOG.error("A step of a broker's registration failed; the next period makes up for it", fault);
        }
    }
}
