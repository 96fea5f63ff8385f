package io.lodestar.server.work;

import io.lodestar.transport.MemoryBudget;
import io.lodestar.transport.Source;
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
    private final MemoryBudget budget;

    private final ReentrantLock lock = new ReentrantLock();
    /** Those that have requests here. */
    private final Map<Source, Share> shares = new HashMap<>();
    /** Those that have requests waiting, in the order of their turns. */
    private final Queue<Share> turns = new ArrayDeque<>();

    private int held;

    /**
     * Creates a lane.
     *
     * @param workers run what they are given later, on a thread of theirs
     * @param capacity how many requests may be here, those that are worked on included
     * @param budget where the bytes of requests count while they are here
     */
    Lane(Executor workers, int capacity, MemoryBudget budget) {
        this.workers = workers;
        this.capacity = capacity;
        this.budget = budget;
    }

    /**
     * Takes a request that a source has sent, to be worked on in its turn.
     *
     * @param bytes how much memory the request takes
     * @return whether there was room for it
     * @throws RejectedExecutionException when the workers have stopped
     */
    public boolean offer(Source source, long bytes, Runnable work) {
        lock.lock();
        try {
            var known = shares.get(source);
            int holds = known == null ? 0 : known.held;
            if (holds >= capacity - held) {
                return false;
            }
            workers.execute(this::workOnNext); // which waits for the lock, so that the request is there
            var share = known == null ? new Share(source) : known;
            shares.put(source, share);
            add(share, new Request(work, bytes));
        } finally {
            lock.unlock();
        }
        budget.hold(source, bytes);
        return true;
    }

    private void add(Share share, Request request) {
        if (share.waiting.isEmpty()) {
            turns.add(share);
        }
        share.waiting.add(request);
        share.held++;
        held++;
    }

    /** The workers are called once for each request, and whoever comes takes the one whose turn it is. */
    private void workOnNext() {
        Share share;
        Request request;
        lock.lock();
        try {
            share = turns.remove();
            request = share.waiting.remove();
            if (!share.waiting.isEmpty()) {
                turns.add(share);
            }
        } finally {
            lock.unlock();
        }
        try {
            request.work().run();
        } finally {
            leave(share);
            budget.giveBack(share.source, request.bytes());
        }
    }

    private void leave(Share share) {
        lock.lock();
        try {
            held--;
            share.held--;
            if (share.held == 0) {
                shares.remove(share.source);
            }
        } finally {
            lock.unlock();
        }
    }

    private record Request(Runnable work, long bytes) {}

    /** What one source has here. Guarded by the lane's lock. */
    private static final class Share {
        private final Source source;
        private final Queue<Request> waiting = new ArrayDeque<>(4);
        /** How many wait or are worked on. */
        private int held;

        Share(Source source) {
            this.source = source;
        }
    }
}
