package io.lodestar.registry;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;

/**
 * The sorted list of placements that any number of topics share. Interned by {@link LayoutPool}, so equal layouts are the same object.
 *
 * <p>The placements never change; the route that is composed from them is replaced when one of their groups changes. {@link #route} may be
 * called by any thread; everything else is guarded by the registry's lock.
 */
final class Layout implements TopicState {
    private final Placement[] placements;
    private volatile Route route;
    private int topics;

    Layout(List<Placement> placements, Function<String, BrokerGroup> groups) {
        this.placements = placements.toArray(Placement[]::new);
        this.route = compose(groups);
    }

    /** Returns the placements, sorted by broker name. */
    List<Placement> placements() {
        return Collections.unmodifiableList(Arrays.asList(placements));
    }

    /** Returns where a broker name stands among the placements, or a negative number when it does not. */
    int indexOf(String brokerName) {
        int low = 0;
        int high = placements.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = placements[middle].brokerName().compareTo(brokerName);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -(low + 1);
    }

    boolean contains(String brokerName) {
        return indexOf(brokerName) >= 0;
    }

    /** Returns the broker names, sorted. */
    Set<String> brokerNames() {
        var names = new LinkedHashSet<String>();
        for (var placement : placements) {
            names.add(placement.brokerName());
        }
        return names;
    }

    /** Returns the last of the broker names. */
    String lastBrokerName() {
        return placements[placements.length - 1].brokerName();
    }

    /** Returns whether a broker name has exactly these queues here. */
    boolean has(Placement placement) {
        int index = indexOf(placement.brokerName());
        return index >= 0 && placements[index].queues().equals(placement.queues());
    }

    /** Composes the route anew, after a group of it changed. */
    void refresh(Function<String, BrokerGroup> groups) {
        route = compose(groups);
    }

    private Route compose(Function<String, BrokerGroup> groups) {
        var composed = new BrokerGroup[placements.length];
        for (int i = 0; i < placements.length; i++) {
            composed[i] = groups.apply(placements[i].brokerName());
        }
        return new Route(placements, composed);
    }

    /** Returns the route as of now. */
    Route route() {
        return route;
    }

    /** Returns how many topics share this layout. */
    int topics() {
        return topics;
    }

    void gainTopic() {
        topics++;
    }

    /** Returns whether the last topic left. */
    boolean loseTopic() {
        return --topics == 0;
    }

    @Override
    public Layout layout() {
        return this;
    }

    @Override
    public SortedMap<String, StaticMapping> mappings() {
        return Collections.emptySortedMap();
    }
}
