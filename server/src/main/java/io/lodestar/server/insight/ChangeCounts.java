package io.lodestar.server.insight;

import io.lodestar.registry.Change;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** How often what changed in the registry, since the start. Does not wait, so it may be told under the registry's lock. */
public final class ChangeCounts implements Consumer<Change> {
    private final LongAdder joined = new LongAdder();
    private final LongAdder returned = new LongAdder();
    private final LongAdder masters = new LongAdder();
    private final Map<Change.Reason, LongAdder> departures = adders(Change.Reason.class);
    private final Map<Change.Dispute, LongAdder> conflicts = adders(Change.Dispute.class);
    private final Map<Change.Fate, LongAdder> topics = adders(Change.Fate.class);

    /** Starts with nothing changed. */
    public ChangeCounts() {}

    private static <K extends Enum<K>> Map<K, LongAdder> adders(Class<K> kinds) {
        var adders = new EnumMap<K, LongAdder>(kinds);
        for (K kind : kinds.getEnumConstants()) {
            adders.put(kind, new LongAdder());
        }
        return adders;
    }

    /** The changes are a sealed family: the last branch is the only one left. */
    @Override
    public void accept(Change change) {
        if (change instanceof Change.Joined) {
            joined.increment();
        } else if (change instanceof Change.Returned) {
            returned.increment();
        } else if (change instanceof Change.Left left) {
            add(departures, left.reason(), 1);
        } else if (change instanceof Change.Conflict conflict) {
            add(conflicts, conflict.dispute(), 1);
        } else if (change instanceof Change.MasterChanged) {
            masters.increment();
        } else {
            var changed = (Change.Topics) change;
            add(topics, changed.fate(), changed.topics().size());
        }
    }

    /** Returns how many brokers took a seat. */
    public long joined() {
        return joined.sum();
    }

    /** Returns how many brokers reported again after a long silence. */
    public long returned() {
        return returned.sum();
    }

    /** Returns how often the master of a group became another one. */
    public long masters() {
        return masters.sum();
    }

    /** Returns how many brokers left for a reason. */
    public long departures(Change.Reason reason) {
        return sum(departures, reason);
    }

    /** Returns how many conflicts there were; the same two brokers are told once until their group changes. */
    public long conflicts(Change.Dispute dispute) {
        return sum(conflicts, dispute);
    }

    /** Returns to how many topics this happened, counted for each broker group. */
    public long topics(Change.Fate fate) {
        return sum(topics, fate);
    }

    private static <K extends Enum<K>> void add(Map<K, LongAdder> adders, K kind, long more) {
        Optional.ofNullable(adders.get(kind)).ifPresent(adder -> adder.add(more));
    }

    private static <K extends Enum<K>> long sum(Map<K, LongAdder> adders, K kind) {
        return Optional.ofNullable(adders.get(kind)).map(LongAdder::sum).orElse(0L);
    }
}
