package io.lodestar.server.watch;

import io.lodestar.protocol.Frame;
import io.lodestar.protocol.Header;
import io.lodestar.protocol.RequestCode;
import io.lodestar.protocol.header.RouteVersion;
import io.lodestar.registry.Ticker;
import io.lodestar.transport.Connection;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells connections that ask for it which routes have changed (decision 22). Thread-safe.
 *
 * <p>One thread of its own looks and tells. It sleeps until something is published, looks at once, and then not again for a while, so that what
 * happens together is told together.
 */
public final class RouteWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RouteWatch.class);

    /** From one round to the next, at least. */
    private static final Duration GAP = Duration.ofMillis(10);
    /** A round that took long is followed by so many times its length without one. */
    private static final int REST = 4;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    /** As a power of two of the first: nearly two minutes. */
    private static final int LONGEST_PAUSE = 10;

    private static final Duration FORGETTING = Duration.ofSeconds(30);
    private static final Duration CLOSING_LIMIT = Duration.ofMillis(500);
    /** How many topics of connections that closed are let go between two rounds. */
    private static final int MAX_LET_GO = 100_000;

    private final long epoch = new SecureRandom().nextLong();
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Long> gone = new ConcurrentLinkedQueue<>();
    private final Bell bell;
    private final WatchLimits limits;
    private final WatchTable table;
    private final Thread thread;
    private volatile boolean closed;
    /** How many looks have failed one after the other. Confined to the thread that looks. */
    private int faults;

    private RouteWatch(Bell bell, RouteStamps stamps, WatchLimits limits, ThreadFactory threads) {
        this.bell = bell;
        this.limits = limits;
        this.table = new WatchTable(epoch, stamps, limits, Ticker.system());
        this.thread = threads.newThread(this::look);
    }

    /**
     * Starts to look when the bell rings.
     *
     * @param threads makes the one thread that does so
     */
    public static RouteWatch start(Bell bell, RouteStamps stamps, WatchLimits limits, ThreadFactory threads) {
        var watch = new RouteWatch(bell, stamps, limits, threads);
        watch.thread.start();
        return watch;
    }

    /** Returns whether anybody may watch, and would be told. */
    public boolean isOn() {
        return limits.connections() > 0 && thread.isAlive();
    }

    /** Returns how many topics one connection may name. */
    public int maxTopics() {
        return limits.topicsEach();
    }

    /** Lets a connection watch, or not any more. May wait for a round to end. */
    public WatchOutcome watch(Wish wish) {
        WatchOutcome outcome;
        lock.lock();
        try {
            bell.connect(true); // before anything is looked at
            outcome = table.apply(wish);
            bell.connect(!table.isEmpty());
        } finally {
            lock.unlock();
        }
        bell.wake();
        if (!wish.connection().isOpen()) {
            closed(wish.connection());
        }
        return outcome;
    }

    /** Forgets a connection that is gone, if it watched. Never waits. */
    public void closed(Connection connection) {
        if (table.watches(connection)) {
            gone.add(connection.id());
            bell.wake();
        }
    }

    /** Returns the version as of now. */
    public RouteVersion version() {
        lock.lock();
        try {
            return table.version();
        } finally {
            lock.unlock();
        }
    }

    /** Returns how many connections watch a topic, by name or with all others. */
    public int watchers(String topic) {
        lock.lock();
        try {
            return table.watchersOf(topic);
        } finally {
            lock.unlock();
        }
    }

    /** Returns how much is watched. */
    public Volume volume() {
        lock.lock();
        try {
            return table.volume();
        } finally {
            lock.unlock();
        }
    }

    /**
     * How much is watched.
     *
     * @param topics topics that are watched, or were until lately
     */
    public record Volume(int watchers, int topics) {}

    /** Tells nobody anything any more. Returns within half a second. */
    @Override
    public void close() {
        closed = true;
        bell.connect(false);
        bell.wake();
        try {
            thread.join(CLOSING_LIMIT.toMillis());
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        while (!closed) {
            bell.await(isIdle() ? 0 : FORGETTING.toNanos());
            long begin = System.nanoTime();
            bell.silence();
            step();
            rest(begin);
        }
    }

    private boolean isIdle() {
        lock.lock();
        try {
            return table.isEmpty() && gone.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    @SuppressWarnings("IllegalCatch")
    private void step() {
        try {
            var named = bell.takeNames();
            send(round(faults == 0 ? named : Optional.empty()));
            faults = 0;
        } catch (RuntimeException | Error fault) {
            // Those who watch believe that they are told: the next round tells them to ask for everything.
            faults++;
            LOG.error("A look at what changed failed; all who watch are told that anything may have changed", fault);
            bell.wake();
        }
    }

    private List<Push> round(Optional<List<String>> named) {
        lock.lock();
        try {
            if (named.isEmpty()) {
                table.doubt();
            }
            var pushes = table.round(named);
            letGo();
            table.forget();
            bell.connect(!table.isEmpty() && !closed);
            return pushes;
        } finally {
            lock.unlock();
        }
    }

    private void letGo() {
        int topics = 0;
        for (var next = gone.poll(); next != null; next = gone.poll()) {
            topics += table.leave(next);
            if (topics > MAX_LET_GO) {
                bell.wake();
                return;
            }
        }
    }

    /** Most of them are told the same. */
    private void send(List<Push> pushes) {
        Map<List<Watched>, byte[]> bodies = new HashMap<>();
        Map<List<Watched>, byte[]> shared = new IdentityHashMap<>(); // who watches all shares long lists
        for (var push : pushes) {
            var body = shared.computeIfAbsent(
                    push.changed(), changed -> bodies.computeIfAbsent(changed, RouteWatch::written));
            var header =
                    Header.oneWay(RequestCode.ROUTES_CHANGED, 0, push.version().toFields());
            var watcher = push.watcher();
            var frame = new Frame(watcher.encoding(), header, Unpooled.wrappedBuffer(body));
            watcher.connection().send(frame, () -> {
                if (watcher.arrived()) {
                    bell.ring();
                }
            });
        }
    }

    private static byte[] written(List<Watched> changed) {
        ByteBuf out = Unpooled.buffer();
        Watcher.body(changed).writeTo(out);
        return ByteBufUtil.getBytes(out);
    }

    /** Returns how long to rest after so many looks that failed: a fault that lasts must not fill the log. */
    static Duration pause(int faults) {
        return faults == 0 ? GAP : FIRST_PAUSE.multipliedBy(1L << Math.min(faults - 1, LONGEST_PAUSE));
    }

    private void rest(long begin) {
        long took = System.nanoTime() - begin;
        long rest = Math.max(pause(faults).toNanos(), REST * took);
        while (!closed && System.nanoTime() - begin < rest) {
            LockSupport.parkNanos(this, rest - (System.nanoTime() - begin));
        }
    }
}
