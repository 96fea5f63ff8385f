package io.lodestar.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where the topics of one layout live, as of one moment: the placements with the broker groups as they were. Immutable, but for the bytes
 * that it keeps for whoever answers with it; since a change of a group makes a new route, bytes rendered from an old one never outlive it.
 * Thread-safe.
 */
public final class Route {
    /** How many renderings a route keeps; callers number theirs from 0. */
    public static final int RENDERINGS = 4;

    private final Placement[] placements;
    private final BrokerGroup[] groups;
    private final AtomicReferenceArray<byte @Nullable []> renderings = new AtomicReferenceArray<>(RENDERINGS);

    Route(Placement[] placements, BrokerGroup[] groups) {
        this.placements = placements;
        this.groups = groups;
    }

    /** Returns the broker groups with their queues, sorted by broker name. */
    public List<BrokerQueues> brokers() {
        var brokers = new ArrayList<BrokerQueues>(placements.length);
        for (int i = 0; i < placements.length; i++) {
            brokers.add(new BrokerQueues(groups[i], placements[i].queues()));
        }
        return brokers;
    }

    /**
     * Returns the bytes kept under a number, rendered on first demand. Two first callers at once may both render: the result is the same.
     *
     * @param number from 0 to {@link #RENDERINGS} - 1
     * @return bytes that nobody may change
     */
    public byte[] rendering(int number, Function<Route, byte[]> render) {
        byte[] kept = renderings.get(number);
        if (kept == null) {
            kept = render.apply(this);
            renderings.set(number, kept);
        }
        return kept;
    }
}
