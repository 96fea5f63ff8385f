package io.lodestar.server.work;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The workers for one kind of request, and who waits for them. Thread-safe.
 *
 * <p>Sources take turns: however many requests one of them has waiting, nobody else waits for more than the one whose turn it is. No source may
 * have more here than there is room left for all others: one alone fills half of the lane, and somebody new finds room (decision 19).
 */
public final class Lane {
    private final Executor workers;
    private final int capacity;

    private final ReentrantLock lock = new ReentrantLock();
    /** Those that have requests here. */
    private final Map<Object, Source> sources = new HashMap<>();
    /** Those that have requests waiting, in the order of their turns. */
    private final Queue<Source> turns = new ArrayDeque<>();

    private int held;

    /**
     * Creates a lane.
     *
     * @param workers run what they are given later, on a thread of theirs
     * @param capacity how many requests may be here, those that are worked on included
     */
    Lane(Executor workers, int capacity) {
        this.workers = workers;
        this.capacity = capacity;
    }

    /**
     * Takes a request that a source has sent, to be worked on in its turn.
     *
     * @param key tells sources apart
     * @return whether there was room for it
     * @throws RejectedExecutionException when the workers have stopped
     */
    public boolean offer(Object key, Runnable request) {
        lock.lock();
        try {
            var known = sources.get(key);
            int holds = known == null ? 0 : known.held;
            if (holds >= capacity - held) {
                return false;
            }
            workers.execute(this::workOnNext); // which waits for the lock, so that the request is there
            var source = known == null ? new Source(key) : known;
            source.held++;
            held++;
            sources.put(key, source);
            if (source.waiting.isEmpty()) {
                turns.add(source);
            }
            source.waiting.add(request);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** The workers are called once for each request, and whoever comes takes the one whose turn it is. */
    private void workOnNext() {
        Source source;
        Runnable request;
        lock.lock();
        try {
            source = turns.remove();
            request = source.waiting.remove();
            if (!source.waiting.isEmpty()) {
                turns.add(source);
            }
        } finally {
            lock.unlock();
        }
        try {
            request.run();
        } finally {
            leave(source);
        }
    }

    private void leave(Source source) {
        lock.lock();
        try {
            held--;
            source.held--;
            if (source.held == 0) {
                sources.remove(source.key);
            }
        } finally {
            lock.unlock();
        }
    }

    /** What one source has here. Guarded by the lane's lock. */
    private static final class Source {
        private final Object key;
        private final Queue<Runnable> waiting = new ArrayDeque<>(4);
        /** How many wait or are worked on. */
        private int held;

        Source(Object key) {
            this.key = key;
        }
    }
}
