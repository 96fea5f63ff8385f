package io.lodestar.transport;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** How many connections there are, in all and from each source, and how many there may be. May be used from any thread. */
final class Places {
    private final int max;
    private final int maxPerSource;
    private final AtomicInteger taken = new AtomicInteger();
    private final Map<Source, Integer> takenBySource = new ConcurrentHashMap<>();

    Places(int max, int maxPerSource) {
        this.max = max;
        this.maxPerSource = maxPerSource;
    }

    /** Takes a place, which is to be given back only if it could be taken. */
    boolean enter() {
        if (taken.incrementAndGet() <= max) {
            return true;
        }
        taken.decrementAndGet();
        return false;
    }

    void leave() {
        taken.decrementAndGet();
    }

    /** Takes one of the places that this source may have, which is to be given back only if it could be taken. */
    boolean enterFrom(Source source) {
        if (takenBySource.merge(source, 1, Integer::sum) <= maxPerSource) {
            return true;
        }
        leaveFrom(source);
        return false;
    }

    void leaveFrom(Source source) {
        takenBySource.computeIfPresent(source, (unused, count) -> count == 1 ? null : count - 1);
    }

    int max() {
        return max;
    }

    int maxPerSource() {
        return maxPerSource;
    }
}
