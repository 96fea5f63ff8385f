package io.lodestar.client;

import io.lodestar.client.remote.Scheduler;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;

/** Time that stands still until the test moves it; tasks run in the thread that does. Confined to one thread. */
public final class ManualScheduler implements Scheduler {
    private final Queue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::atNanos).thenComparingLong(Task::number));
    private long nanos = -1_000_000; // so that nobody counts on a beginning at zero
    private long count;

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public Runnable after(Duration delay, Runnable task) {
        var entry = new Task(nanos + Math.max(0, delay.toNanos()), count++, task);
        tasks.add(entry);
        return () -> tasks.remove(entry);
    }

    /** Moves time on, and runs what is due meanwhile, each task at its moment. */
    public void advance(Duration duration) {
        long end = nanos + duration.toNanos();
        while (!tasks.isEmpty() && tasks.peek().atNanos() <= end) {
            var next = tasks.remove();
            nanos = Math.max(nanos, next.atNanos());
            next.task().run();
        }
        nanos = end;
    }

    /** How many tasks wait for their moment. */
    public int waiting() {
        return tasks.size();
    }

    private record Task(long atNanos, long number, Runnable task) {}
}
