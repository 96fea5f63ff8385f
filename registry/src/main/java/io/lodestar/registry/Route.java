package io.lodestar.registry;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where the topics of one layout live, as of one moment: the placements with the broker groups as they were. Immutable, but for the renderings
 * that it keeps for whoever answers with it; since a change of a group makes a new route, what was rendered from an old one never outlives it.
 * Thread-safe.
 */
public final class Route {
    /** How many renderings a route keeps; callers number theirs from 0. */
    public static final int RENDERINGS = 4;

    private final Placement[] placements;
    private final BrokerGroup[] groups;
    private final AtomicReferenceArray<@Nullable Object> renderings = new AtomicReferenceArray<>(RENDERINGS);
    /** What is found of each topic without mappings, as nearly all are: made once, since it is found so often. */
    private final Optional<TopicRoute> withoutMappings =
            Optional.of(new TopicRoute(this, Collections.emptySortedMap()));

    Route(Placement[] placements, BrokerGroup[] groups) {
        this.placements = placements;
        this.groups = groups;
    }

    /** Returns what is found of a topic that has this route and these mappings. */
    Optional<TopicRoute> with(SortedMap<String, StaticMapping> mappings) {
        return mappings.isEmpty() ? withoutMappings : Optional.of(new TopicRoute(this, mappings));
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
     * Returns what is kept under a number, rendered on first demand. Two first callers at once may both render; what one of them made is kept,
     * and returned to both.
     *
     * @param number from 0 to {@link #RENDERINGS} - 1
     * @param type of what is kept under this number
     * @return something that nobody changes in a way that others would see
     */
    public <T> T rendering(int number, Class<T> type, Function<Route, T> render) {
        Object kept = renderings.get(number);
        if (kept == null) {
            Object rendered = render.apply(this);
            Object first = renderings.compareAndExchange(number, null, rendered);
            kept = first == null ? rendered : first;
        }
        return type.cast(kept);
    }

    /** Keeps a rendering no longer, if it is the one that is kept: the next who asks renders again. */
    public void forget(int number, Object rendering) {
        renderings.compareAndSet(number, rendering, null);
    }
}
