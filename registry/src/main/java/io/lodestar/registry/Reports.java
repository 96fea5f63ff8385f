package io.lodestar.registry;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * The reports of each broker group: which registrations together are one table, and which topics a full one lacks (decision 8). Guarded by the
 * registry's lock.
 */
final class Reports {
    /** How long a report waits for more of itself, and how long a topic that was named alone is safe from one. */
    static final Duration WAIT = Duration.ofSeconds(10);

    private static final long WAIT_NANOS = WAIT.toNanos();

    private final Map<String, Report> running = new HashMap<>();
    private final Map<String, Map<String, Long>> namedAlone = new HashMap<>();

    /**
     * What of a registration counts for its report, beside its topics.
     *
     * @param anchors which of its broker's anchors it names
     */
    record Opening(Optional<DataVersion> version, Set<String> anchors, boolean presumedFull) {
        Opening {
            anchors = Set.copyOf(anchors);
        }

        static Opening of(BrokerIdentity broker, Content content) {
            return new Opening(content.version(), content.anchors(broker), content.presumedFull());
        }

        boolean isFull() {
            return presumedFull || !anchors.isEmpty();
        }
    }

    /** A report that has not ended. */
    private static final class Report {
        private final Optional<DataVersion> version;
        private final Set<String> anchors;
        private final Set<String> lacking;

        /** What its continuations named: they may have been the next report's first chunks, which its repeated anchor follows. */
        private final Set<String> continued = new HashSet<>();

        private boolean full;
        private long lastAtNanos;

        Report(Opening opening, Set<String> lacking, long nowNanos) {
            this.version = opening.version;
            this.anchors = new HashSet<>(opening.anchors);
            this.lacking = lacking;
            this.full = opening.isFull();
            this.lastAtNanos = nowNanos;
        }

        boolean isOver(long nowNanos) {
            return nowNanos - lastAtNanos > WAIT_NANOS;
        }

        boolean isContinuedBy(Opening next, long nowNanos) {
            return !isOver(nowNanos)
                    && next.version.equals(version)
                    && next.anchors.stream().noneMatch(anchors::contains);
        }

        void continueWith(Opening next, Set<String> names, long nowNanos) {
            lacking.removeIf(names::contains);
            continued.addAll(names);
            anchors.addAll(next.anchors);
            full = full || next.isFull();
            lastAtNanos = nowNanos;
        }

        /** Returns whether it retires what it lacks when the next one opens: it does unless that one cuts it off. */
        boolean retiresBefore(Opening next, long nowNanos) {
            return full && (isOver(nowNanos) || next.version.equals(version));
        }
    }

    /**
     * Takes note of a registration of none or several topics that was applied.
     *
     * @param names the names of its topics
     * @param others finds the topics that the group has and the registration does not name
     * @return the topics that a report which ended with this registration lacked
     */
    Set<String> add(
            String brokerName, Opening opening, Set<String> names, Supplier<Set<String>> others, long nowNanos) {
        var report = running.get(brokerName);
        if (report != null && report.isContinuedBy(opening, nowNanos)) {
            report.continueWith(opening, names, nowNanos);
            return Set.of();
        }
        var lacking = others.get();
        lacking.removeAll(lately(brokerName, nowNanos));
        if (report != null && !report.isOver(nowNanos) && report.version.equals(opening.version)) {
            lacking.removeAll(report.continued);
        }
        running.put(brokerName, new Report(opening, lacking, nowNanos));
        if (report == null || !report.retiresBefore(opening, nowNanos)) {
            return Set.of();
        }
        report.lacking.removeIf(names::contains);
        return report.lacking;
    }

    /**
     * Takes note of a registration that names every topic of its group, as {@link #add} would, if that does not take its topics.
     *
     * @return whether it was noted; nothing changed otherwise
     */
    boolean addWhole(String brokerName, Opening opening, long nowNanos) {
        var report = running.get(brokerName);
        if (report != null) {
            boolean retires = !report.lacking.isEmpty() && report.retiresBefore(opening, nowNanos);
            if (retires || report.isContinuedBy(opening, nowNanos)) {
                return false;
            }
        }
        running.put(brokerName, new Report(opening, new HashSet<>(), nowNanos));
        return true;
    }

    private Set<String> lately(String brokerName, long nowNanos) {
        var names = new HashSet<String>();
        namedAlone.getOrDefault(brokerName, Map.of()).forEach((topic, atNanos) -> {
            if (nowNanos - atNanos <= WAIT_NANOS) {
                names.add(topic);
            }
        });
        return names;
    }

    /** Takes note of a topic that was registered alone. */
    void named(String brokerName, String topic, long nowNanos) {
        namedAlone.computeIfAbsent(brokerName, unseen -> new HashMap<>()).put(topic, nowNanos);
        var report = running.get(brokerName);
        if (report != null) {
            report.lacking.remove(topic);
        }
    }

    /** Ends the reports that nothing followed, and says for each full one what it lacked. */
    void endQuiet(long nowNanos, BiConsumer<String, Collection<String>> retire) {
        for (var brokerName : List.copyOf(running.keySet())) {
            var report = running.get(brokerName);
            if (report != null && report.isOver(nowNanos)) {
                running.remove(brokerName);
                if (report.full && !report.lacking.isEmpty()) {
                    retire.accept(brokerName, report.lacking);
                }
            }
        }
        namedAlone.values().forEach(named -> named.values().removeIf(atNanos -> nowNanos - atNanos > WAIT_NANOS));
        namedAlone.values().removeIf(Map::isEmpty);
    }

    /** Forgets a broker group that is gone. */
    void forget(String brokerName) {
        running.remove(brokerName);
        namedAlone.remove(brokerName);
    }
}
