package io.lodestar.client.route;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.lodestar.client.remote.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Does a job for each of many keys when its time has come: only so many at once, and, however many are due, only so many in a tenth of a second, which is twice what
 * the period needs, but at least a hundred and at most a thousand. Thread-safe.
 */
final class Agenda<K> {
    private static final Duration TICK = Duration.ofMillis(100);
    private static final int LEAST_IN_TICK = 100;
    private static final int MOST_IN_TICK = 1000;

    private final Scheduler scheduler;
    private final int maxAtOnce;
    private final Duration period;
    private final Function<K, CompletableFuture<?>> job;
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final Map<K, Date<K>> dates = new HashMap<>();

    @GuardedBy("lock")
    private final NavigableSet<Date<K>> queue =
            new TreeSet<>(Comparator.<Date<K>>comparingLong(Date::atNanos).thenComparingLong(Date::number));

    @GuardedBy("lock")
    private long count;

    @GuardedBy("lock")
    private int underWay;

    @GuardedBy("lock")
    private long tickNanos;

    @GuardedBy("lock")
    private int startedInTick;

    @GuardedBy("lock")
    private Runnable alarm = () -> {};

    @GuardedBy("lock")
    private long alarmNanos = Long.MAX_VALUE;

    /** Whether some thread begins jobs; it goes on until none may. */
    @GuardedBy("lock")
    private boolean going;

    private final long originNanos;

    /**
     * Makes an empty one.
     *
     * @param period how often each key comes
     * @param job begins it; whatever the future says, the job is done then
     */
    Agenda(Scheduler scheduler, int maxAtOnce, Duration period, Function<K, CompletableFuture<?>> job) {
        this.scheduler = scheduler;
        this.maxAtOnce = maxAtOnce;
        this.period = period;
        this.job = job;
        this.originNanos = scheduler.nanos();
        this.tickNanos = originNanos;
    }

    /** Puts a key down for a moment, in place of the one it had. */
    void put(K key, Duration delay) {
        lock.lock();
        try {
            var date = new Date<>(key, scheduler.nanos() - originNanos + delay.toNanos(), count++);
            var earlier = dates.put(key, date);
            if (earlier != null) {
                queue.remove(earlier);
            }
            queue.add(date);
        } finally {
            lock.unlock();
        }
        goOn();
    }

    /** Takes a key out. */
    void remove(K key) {
        lock.lock();
        try {
            var date = dates.remove(key);
            if (date != null) {
                queue.remove(date);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Forgets all keys. */
    void clear() {
        lock.lock();
        try {
            dates.clear();
            queue.clear();
            alarm.run();
        } finally {
            lock.unlock();
        }
    }

    /** Begins what may begin; a job that is done at once does not begin the next inside itself. */
    private void goOn() {
        lock.lock();
        try {
            if (going) {
                return;
            }
            going = true;
        } finally {
            lock.unlock();
        }
        for (var ready = take(); !ready.isEmpty(); ready = take()) {
            for (var key : ready) {
                var unused = job.apply(key).whenComplete((value, failure) -> done());
            }
        }
    }

    private void done() {
        lock.lock();
        try {
            underWay--;
        } finally {
            lock.unlock();
        }
        goOn();
    }

    /** Takes what may begin now, and sees to it that the rest is looked at when it may. */
    private List<K> take() {
        lock.lock();
        try {
            var ready = new ArrayList<K>();
            long now = scheduler.nanos() - originNanos;
            if (now - tickNanos >= TICK.toNanos() || tickNanos > now) {
                tickNanos = now;
                startedInTick = 0;
            }
            int allowed = allowedInTick();
            while (underWay < maxAtOnce && startedInTick < allowed && isDue(now)) {
                var date = queue.first();
                queue.remove(date);
                dates.remove(date.key());
                ready.add(date.key());
                underWay++;
                startedInTick++;
            }
            if (ready.isEmpty()) {
                going = false;
                wakeUp(now, allowed);
            }
            return ready;
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private boolean isDue(long now) {
        return !queue.isEmpty() && queue.first().atNanos() <= now;
    }

    @GuardedBy("lock")
    private int allowedInTick() {
        long needed = 2L * dates.size() * TICK.toNanos() / period.toNanos();
        return (int) Math.min(MOST_IN_TICK, Math.max(LEAST_IN_TICK, needed));
    }

    @GuardedBy("lock")
    private void wakeUp(long now, int allowed) {
        if (queue.isEmpty() || underWay >= maxAtOnce) {
            return; // what is under way wakes it up
        }
        long at = queue.first().atNanos();
        if (startedInTick >= allowed) {
            at = Math.max(at, tickNanos + TICK.toNanos());
        }
        if (at < alarmNanos) {
            alarm.run();
            alarmNanos = at;
            alarm = scheduler.after(Duration.ofNanos(Math.max(0, at - now)), this::onAlarm);
        }
    }

    private void onAlarm() {
        lock.lock();
        try {
            alarmNanos = Long.MAX_VALUE;
        } finally {
            lock.unlock();
        }
        goOn();
    }

    /** When something is to be done for a key. */
    private record Date<K>(K key, long atNanos, long number) {}
}
