package io.lodestar.server.watch;

import io.lodestar.registry.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Rung by whoever has published something, heard by the one thread that looks what it was. Ringing never waits, and costs one look at a field while
 * nobody watches or the bell rings already. Thread-safe.
 *
 * <p>What happened to topics by name is put aside, too: a topic that changed and changed back before anybody looked is the same as before, but some
 * may have asked in between.
 */
public final class Bell {
    private static final long MAX_NAMES = 1_000_000;

    private final AtomicBoolean rung = new AtomicBoolean();
    private final Queue<List<String>> named = new ConcurrentLinkedQueue<>();
    private final AtomicLong names = new AtomicLong();
    private volatile boolean connected;
    private volatile Optional<Thread> listener = Optional.empty();

    /** Rings: something was published. */
    public void ring() {
        if (connected && !rung.get() && rung.compareAndSet(false, true)) {
            listener.ifPresent(LockSupport::unpark);
        }
    }

    /** Puts aside which topics a change named. To be followed by a ring. */
    public void note(Change change) {
        if (connected && change instanceof Change.Topics topics) {
            if (names.addAndGet(topics.topics().size()) <= MAX_NAMES) {
                named.add(topics.topics());
            }
        }
    }

    /** From now on, rings are heard, or are not. */
    void connect(boolean now) {
        connected = now;
        if (!now) {
            named.clear();
            names.set(0);
        }
    }

    /** Wakes the one who listens, whether rings are heard or not. */
    void wake() {
        rung.set(true);
        listener.ifPresent(LockSupport::unpark);
    }

    /** Waits until it rings, or for so long; 0 waits for ever. For the one thread that listens; returns early when that is interrupted. */
    void await(long nanos) {
        listener = Optional.of(Thread.currentThread());
        long begin = System.nanoTime();
        while (!rung.get() && !Thread.currentThread().isInterrupted()) {
            if (nanos == 0) {
                LockSupport.park(this);
            } else {
                long left = nanos - (System.nanoTime() - begin);
                if (left <= 0) {
                    return;
                }
                LockSupport.parkNanos(this, left);
            }
        }
    }

    /** Lets it ring again; to be called before one looks. */
    void silence() {
        rung.set(false);
    }

    /** Takes the names that were put aside; empty when they were too many to keep. */
    Optional<List<String>> takeNames() {
        boolean tooMany = names.getAndSet(0) > MAX_NAMES;
        var taken = new ArrayList<String>();
        for (var next = named.poll(); next != null; next = named.poll()) {
            taken.addAll(next);
        }
        return tooMany ? Optional.empty() : Optional.of(taken);
    }
}
