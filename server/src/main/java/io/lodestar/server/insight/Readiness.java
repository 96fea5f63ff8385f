package io.lodestar.server.insight;

import io.lodestar.registry.Registry;
import io.lodestar.registry.Ticker;
import io.lodestar.server.config.Keys;
import io.lodestar.server.config.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Whether routes are answered: where the operator wants it, a server waits for brokers to report, for all that were known before a restart, else for some
 * time. Thread-safe.
 */
public final class Readiness {
    private final Registry registry;
    private final Ticker ticker;
    private final long startedAtNanos;
    private final boolean startedWarm;
    private volatile boolean leaving;

    Readiness(Registry registry, Ticker ticker) {
        this.registry = registry;
        this.ticker = ticker;
        this.startedAtNanos = ticker.nanos();
        this.startedWarm = registry.isWarming();
    }

    /** Returns whether routes are answered now. */
    public boolean isReady(Settings settings) {
        return !settings.get(Keys.NEED_WAIT_FOR_SERVICE)
                || (startedWarm && !registry.isWarming())
                || ticker.nanos() - startedAtNanos
                        >= TimeUnit.SECONDS.toNanos(settings.get(Keys.WAIT_SECONDS_FOR_SERVICE));
    }

    /** From now on the server is shutting down: it still answers, and nobody should come to it any more. */
    public void leave() {
        leaving = true;
    }

    /** Returns whether the server is shutting down. */
    public boolean isLeaving() {
        return leaving;
    }

    /** Returns why nobody should come, or not everything may be known yet, each a clause. */
    public List<String> reasons(Settings settings) {
        var reasons = new ArrayList<String>();
        if (leaving) {
            reasons.add("it is shutting down");
        }
        if (!isReady(settings)) {
            long waited = Duration.ofNanos(ticker.nanos() - startedAtNanos).toSeconds();
            reasons.add("it started " + waited + " s ago and waits " + settings.get(Keys.WAIT_SECONDS_FOR_SERVICE)
                    + " s for brokers to report, as needWaitForService and waitSecondsForService say");
        }
        if (registry.isWarming()) {
            reasons.add(
                    "brokers that were known before the restart have not reported yet, and are dropped if they do not");
        }
        return reasons;
    }
}
