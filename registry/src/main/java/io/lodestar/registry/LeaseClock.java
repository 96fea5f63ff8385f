package io.lodestar.registry;

/**
 * Lease time: monotonic time less the stalls of this process (decision 9). {@link #nanos} may be called by any thread; {@link #tick} is
 * guarded by the registry's lock.
 */
final class LeaseClock implements Ticker {
    private static final long PERIOD_NANOS = Registry.TICK.toNanos();

    private final Ticker ticker;
    private long tickedAtNanos;
    private volatile long stalledNanos;

    LeaseClock(Ticker ticker) {
        this.ticker = ticker;
        this.tickedAtNanos = ticker.nanos();
    }

    @Override
    public long nanos() {
        return ticker.nanos() - stalledNanos;
    }

    /** Sets lease time back by what is missing since the last call, which should have been at most one period ago. */
    void tick() {
        long now = ticker.nanos();
        long passed = now - tickedAtNanos;
        tickedAtNanos = now;
        if (passed > 2 * PERIOD_NANOS) {
            stalledNanos = stalledNanos + passed - PERIOD_NANOS;
        }
    }
}
