package io.lodestar.registry;

import java.util.Comparator;

/**
 * The queues of one topic on one broker group.
 *
 * @param permission bits: 1 inherit, 2 write, 4 read, 8 priority
 * @param systemFlag bits: 1 unit, 2 has unit subscription
 */
public record Queues(int read, int write, int permission, int systemFlag) implements Comparable<Queues> {
    private static final int WRITE = 2;
    private static final int UNIT = 1;
    private static final int UNIT_SUBSCRIPTION = 2;

    private static final Comparator<Queues> ORDER = Comparator.comparingInt(Queues::read)
            .thenComparingInt(Queues::write)
            .thenComparingInt(Queues::permission)
            .thenComparingInt(Queues::systemFlag);

    /** An order for maps: a sender can choose numbers whose hashes are all alike. */
    @Override
    public int compareTo(Queues other) {
        return ORDER.compare(this, other);
    }

    /** Returns these queues as nobody may write to them. */
    Queues readOnly() {
        return (permission & WRITE) == 0 ? this : new Queues(read, write, permission & ~WRITE, systemFlag);
    }

    /** Returns whether the topic belongs to a unit. */
    public boolean isUnit() {
        return (systemFlag & UNIT) != 0;
    }

    /** Returns whether the topic has a subscription from within a unit. */
    public boolean hasUnitSubscription() {
        return (systemFlag & UNIT_SUBSCRIPTION) != 0;
    }
}
