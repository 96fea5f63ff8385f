package io.lodestar.apache;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Topics that are to be asked about, each at most once and at its time. Any thread may add; one takes. */
final class PendingTopics {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, Long> dueNanos = new HashMap<>();

    /** Adds topics that become due after a delay; one that is pending already keeps the earlier time. */
    void add(Collection<String> topics, long delayMillis) {
        long due = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(delayMillis);
        lock.lock();
        try {
            topics.forEach(topic -> dueNanos.merge(topic, due, PendingTopics::earlier));
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for topics that are due and takes them out. */
    List<String> take() throws InterruptedException {
        lock.lock();
        try {
            var due = takeDue();
            while (due.isEmpty()) {
                changed.awaitNanos(nanosToNext());
                due = takeDue();
            }
            return due;
        } finally {
            lock.unlock();
        }
    }

    private long nanosToNext() {
        long now = System.nanoTime();
        return dueNanos.values().stream().mapToLong(due -> due - now).min().orElse(Long.MAX_VALUE);
    }

    private List<String> takeDue() {
        long now = System.nanoTime();
        var due = new ArrayList<String>();
        dueNanos.forEach((topic, at) -> {
            if (at - now <= 0) {
                due.add(topic);
            }
        });
        due.forEach(dueNanos::remove);
        return due;
    }

    private static long earlier(long one, long other) {
        return one - other <= 0 ? one : other;
    }
}
