package io.lodestar.server.insight;

import io.lodestar.server.journal.Entry;
import io.lodestar.server.journal.EventKind;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** How often brokers claimed the same name since the server started. One thread tells it; any may ask. */
public final class Conflicts implements Consumer<Entry> {
    /** Who makes up names to fight over gets no further than that. */
    private static final int MAX_NAMES = 1_000;

    private final Map<String, Known> byName = new ConcurrentHashMap<>();

    Conflicts() {}

    /** What is known of one broker name. */
    public record Known(long count, String last, long lastAtMillis) {}

    @Override
    public void accept(Entry entry) {
        if (entry.event().kind() != EventKind.CONFLICT) {
            return;
        }
        var name = entry.event().brokerName().orElse("");
        var known = byName.get(name);
        if (known != null || byName.size() < MAX_NAMES) {
            long before = known == null ? 0 : known.count();
            byName.put(name, new Known(before + 1, entry.event().detail(), entry.timeMillis()));
        }
    }

    /** Returns what is known of a broker name; empty when there was no conflict. */
    public Optional<Known> of(String brokerName) {
        return Optional.ofNullable(byName.get(brokerName));
    }
}
