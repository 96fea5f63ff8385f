package io.lodestar.server;

import io.lodestar.registry.Ticker;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Lets one line a minute into the log for each subject. Not thread-safe. */
final class LogLimit {
    private static final long PERIOD_NANOS = Duration.ofMinutes(1).toNanos();
    private static final int MAX_SUBJECTS = 1_024;

    private final Ticker ticker;
    private final Map<String, Long> lastNanos = new LinkedHashMap<>(); // oldest first

    LogLimit(Ticker ticker) {
        this.ticker = ticker;
    }

    /** Returns whether a line about this subject is due, and takes it as written then. */
    boolean allows(String subject) {
        long now = ticker.nanos();
        lastNanos.values().removeIf(last -> now - last >= PERIOD_NANOS);
        if (lastNanos.containsKey(subject)) {
            return false;
        }
        if (lastNanos.size() == MAX_SUBJECTS) {
            forgetOldest();
        }
        lastNanos.put(subject, now);
        return true;
    }

    private void forgetOldest() {
        var oldest = lastNanos.keySet().iterator();
        oldest.next();
        oldest.remove();
    }
}
