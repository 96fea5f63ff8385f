package io.lodestar.registry;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The topics that were deleted lately, so that a report from before does not bring them back (decision 8). Guarded by the registry's lock.
 */
final class Tombstones {
    /** How long a deleted topic is remembered. */
    static final Duration KEPT = Duration.ofSeconds(45);

    private static final long KEPT_NANOS = KEPT.toNanos();

    private final Map<Grave, Tombstone> tombstones = new HashMap<>();

    private record Grave(String topic, String brokerName) {}

    private record Tombstone(Optional<DataVersion> version, long deletedAtNanos) {
        boolean isWorn(long nowNanos) {
            return nowNanos - deletedAtNanos > KEPT_NANOS;
        }

        boolean yieldsTo(Optional<DataVersion> reported) {
            return reported.isPresent() && (version.isEmpty() || reported.get().isNewerThan(version.get()));
        }
    }

    /** Remembers that a broker group's topic was deleted, and what the group called the version of its topics then. */
    void set(String topic, String brokerName, Optional<DataVersion> version, long nowNanos) {
        tombstones.put(new Grave(topic, brokerName), new Tombstone(version, nowNanos));
    }

    /** Returns whether a report of a topic is to be believed; one that is lifts the tombstone. */
    boolean permit(String topic, String brokerName, Optional<DataVersion> version, long nowNanos) {
        if (tombstones.isEmpty()) {
            return true;
        }
        var grave = new Grave(topic, brokerName);
        var tombstone = tombstones.get(grave);
        if (tombstone != null && !tombstone.isWorn(nowNanos) && !tombstone.yieldsTo(version)) {
            return false;
        }
        tombstones.remove(grave);
        return true;
    }

    /** Forgets a tombstone: the topic was put there on purpose. */
    void lift(String topic, String brokerName) {
        tombstones.remove(new Grave(topic, brokerName));
    }

    /** Forgets those that have stood long enough. */
    void weather(long nowNanos) {
        tombstones.values().removeIf(tombstone -> tombstone.isWorn(nowNanos));
    }
}
