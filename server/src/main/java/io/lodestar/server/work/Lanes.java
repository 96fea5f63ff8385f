package io.lodestar.server.work;

import io.lodestar.transport.MemoryBudget;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that do what may wait, in lanes: whatever fills one of them, the others go on. Thread-safe.
 *
 * <p>Threads come when they are needed, and go when they were idle for a while.
 */
public final class Lanes {
    private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);
    private static final int FEW_THREADS = 2;
    private static final Duration IDLE_LIMIT = Duration.ofSeconds(30);

    private final Map<Work, Lane> lanes;
    private final Executor departures;
    private final List<ExecutorService> pools;

    private Lanes(Map<Work, Lane> lanes, Executor departures, List<ExecutorService> pools) {
        this.lanes = lanes;
        this.departures = departures;
        this.pools = pools;
    }

    /**
     * Opens the lanes.
     *
     * @param registrationThreads how many registrations are worked on at a time, at most
     * @param capacity how many requests may be in each lane
     * @param budget where the bytes of requests count while they wait and are worked on
     * @param naming makes threads of a name
     */
    public static Lanes start(
            int registrationThreads, int capacity, MemoryBudget budget, Function<String, ThreadFactory> naming) {
        var registration = pool(registrationThreads, naming.apply("lodestar-worker"));
        var administration = pool(FEW_THREADS, naming.apply("lodestar-admin"));
        var listing = pool(FEW_THREADS, naming.apply("lodestar-list"));
        var departures = pool(1, naming.apply("lodestar-departure"));
        var lanes = new EnumMap<Work, Lane>(Work.class);
        lanes.put(Work.REGISTRATION, new Lane(registration, capacity, budget));
        lanes.put(Work.ADMINISTRATION, new Lane(administration, capacity, budget));
        lanes.put(Work.LISTING, new Lane(listing, capacity, budget));
        return new Lanes(lanes, departures, List.of(registration, administration, listing, departures));
    }

    /** Returns lanes of other people's workers, which are theirs to stop; each lane has this capacity. */
    public static Lanes of(Executor workers, int capacity) {
        var lanes = new EnumMap<Work, Lane>(Work.class);
        var budget = new MemoryBudget(Long.MAX_VALUE);
        for (var work : List.of(Work.REGISTRATION, Work.ADMINISTRATION, Work.LISTING)) {
            lanes.put(work, new Lane(workers, capacity, budget));
        }
        return new Lanes(lanes, workers, List.of());
    }

    private static ExecutorService pool(int threads, ThreadFactory factory) {
        var pool = new ThreadPoolExecutor(
                threads,
                threads,
                IDLE_LIMIT.toSeconds(),
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(), // bounded by the lane before it
                factory);
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /**
     * Returns the lane of a kind of work.
     *
     * @throws IllegalArgumentException for what is done at once
     */
    public Lane of(Work work) {
        var lane = lanes.get(work);
        if (lane == null) {
            throw new IllegalArgumentException(work + " has no lane");
        }
        return lane;
    }

    /** Returns the thread that removes the brokers of lost connections: they wait for nobody's requests. */
    public Executor departures() {
        return departures;
    }

    /** Takes no more, and waits until all is done that was taken, but no longer than this; then gives up the rest. */
    public void stop(Duration limit) {
        long startNanos = System.nanoTime();
        pools.forEach(ExecutorService::shutdown);
        boolean done = true;
        try {
            for (var pool : pools) {
                long left = limit.toNanos() - (System.nanoTime() - startNanos);
                done &= pool.awaitTermination(left, TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException hurry) {
            done = false;
            Thread.currentThread().interrupt();
        }
        if (!done) {
            LOG.warn("Requests in flight are given up after {} ms", limit.toMillis());
            abandon();
        }
    }

    /** Gives up all that is still to be done. */
    public void abandon() {
        pools.forEach(ExecutorService::shutdownNow);
    }
}
