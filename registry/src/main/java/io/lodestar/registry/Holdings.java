package io.lodestar.registry;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many topics each broker group has, and the edition of what it has of them: a number that grows with each change, whoever makes it
 * (decision 12). {@link #edition} may be called by any thread; everything else is guarded by the registry's lock.
 */
final class Holdings {
    private final Map<String, Holding> holdings = new ConcurrentHashMap<>();
    private long newest;
    /** What counts for a name without topics: it grows with each group that goes, so that one that went and came back is told apart. */
    private volatile long absent;

    private record Holding(int topics, long edition) {}

    /**
     * Returns the edition of a broker group's topics. What another thread read of them after it read this is still so under the lock if the
     * edition is the same then.
     */
    long edition(String brokerName) {
        var holding = holdings.get(brokerName);
        return holding == null ? absent : holding.edition;
    }

    /** Returns how many topics have queues on a broker group. */
    int topics(String brokerName) {
        var holding = holdings.get(brokerName);
        return holding == null ? 0 : holding.topics;
    }

    /** Takes note that a group's topics changed, after they did, and how many more of them it has. */
    void changed(String brokerName, int more) {
        newest++;
        int topics = topics(brokerName) + more;
        if (topics == 0) {
            forget(brokerName);
        } else {
            holdings.put(brokerName, new Holding(topics, newest));
        }
    }

    /** Takes note that groups have no topics any more. */
    void forget(Collection<String> brokerNames) {
        newest++;
        brokerNames.forEach(this::forget);
    }

    private void forget(String brokerName) {
        absent = newest;
        holdings.remove(brokerName);
    }
}
