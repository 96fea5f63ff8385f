package io.lodestar.server.peers;

import io.lodestar.server.peers.Comparison.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was found of one peer, from look to look. Brokers report to one name server after the other, so a difference counts only when two looks in
 * succession find it. A peer that does not answer for a while is not looked at, and what was seen of it before still counts. Confined to one thread.
 */
final class History {
    /** What was seen longer ago says nothing of what is seen now. */
    static final long MAX_GAP_MILLIS = 600_000;

    private final Map<Subject, Map<String, Long>> seen = new EnumMap<>(Subject.class);
    private final Map<Subject, Long> skippedBefore = new EnumMap<>(Subject.class);
    private long lastMillis;

    /** Takes note of a look, and returns what counts of it. */
    SortedMap<Subject, Differences> add(Map<Subject, Outcome> look, long nowMillis) {
        if (Math.abs(nowMillis - lastMillis) > MAX_GAP_MILLIS) {
            clear();
        }
        lastMillis = nowMillis;
        var counted = new TreeMap<Subject, Differences>();
        for (var subject : Subject.values()) {
            var differences = add(subject, look.getOrDefault(subject, Outcome.NOTHING), nowMillis);
            if (differences.total() > 0) {
                counted.put(subject, differences);
            }
        }
        return counted;
    }

    private Differences add(Subject subject, Outcome outcome, long nowMillis) {
        var before = seen.getOrDefault(subject, Collections.emptyMap());
        var now = new HashMap<String, Long>();
        var items = new ArrayList<Difference>();
        outcome.found().forEach((name, difference) -> {
            long since = before.getOrDefault(name, nowMillis);
            now.put(name, since);
            if (before.containsKey(name)) {
                items.add(new Difference(name, difference.kind(), since, difference.detail()));
            }
        });
        long skipped = Math.min(outcome.skipped(), skippedBefore.getOrDefault(subject, 0L));
        seen.put(subject, now);
        skippedBefore.put(subject, outcome.skipped());
        var shown = items.subList(0, Math.min(items.size(), Differences.MAX_ITEMS));
        return new Differences(items.size() + skipped, outcome.exact(), shown);
    }

    /** Forgets what was found before. */
    void clear() {
        seen.clear();
        skippedBefore.clear();
    }
}
