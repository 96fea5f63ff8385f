package io.lodestar.registry;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The sorted list of placements that any number of topics share. Interned by {@link LayoutPool}, so equal layouts are the same object.
 *
 * <p>The placements never change. The route is composed from them when somebody asks, and again when one of their groups changed since.
 * {@link #route} and what is said of the placements may be called by any thread; everything else is guarded by the registry's lock.
 */
final class Layout implements TopicState, Comparable<Layout> {
    private static final VarHandle ROUTE = handle();
    private static final LayoutPool.Refresh NEVER = new LayoutPool.Refresh();
    /** Spreads the hashes of names evenly: 2 to the 64th over the golden ratio. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final Placement[] placements;
    /** The sum of the placements' hashes, so that a layout with one placement more or less has it by one addition. */
    private final int hash;
    /** One bit for each broker name, not always its own: most layouts without a name are known by that. */
    private final long names;
    /** A {@link Route}, or what stands for none until somebody asks. */
    private volatile Object route;

    private int topics;

    private Layout(Placement[] placements, int hash, long names) {
        this.placements = placements;
        this.hash = hash;
        this.names = names;
        this.route = NEVER;
    }

    /** Returns the layout of some placements, sorted by broker name. */
    static Layout of(List<Placement> placements) {
        int hash = 0;
        long names = 0;
        for (var placement : placements) {
            hash += hash(placement);
            names |= bit(placement.brokerName());
        }
        return new Layout(placements.toArray(Placement[]::new), hash, names);
    }

    /** Returns the bit by which layouts with a broker name are known. */
    static long bit(String brokerName) {
        return 1L << ((brokerName.hashCode() * SPREAD) >>> 58);
    }

    private static int hash(Placement placement) {
        return (int) ((placement.hashCode() * SPREAD) >>> 32);
    }

    /** Returns this layout with a placement put into it, in place of the one that its broker name had. */
    Layout with(Placement placement) {
        int index = indexOf(placement.brokerName());
        if (index >= 0) {
            var replaced = placements.clone();
            replaced[index] = placement;
            return new Layout(replaced, hash - hash(placements[index]) + hash(placement), names);
        }
        int at = -(index + 1);
        var more = Arrays.copyOf(placements, placements.length + 1);
        System.arraycopy(placements, at, more, at + 1, placements.length - at);
        more[at] = placement;
        return new Layout(more, hash + hash(placement), names | bit(placement.brokerName()));
    }

    /** Returns this layout without some broker names; empty when it has no others. */
    Optional<Layout> without(Set<String> brokerNames) {
        var left = Arrays.stream(placements)
                .filter(placement -> !brokerNames.contains(placement.brokerName()))
                .toList();
        return left.isEmpty() ? Optional.empty() : Optional.of(of(left));
    }

    /** Returns the placements, sorted by broker name. */
    List<Placement> placements() {
        return Collections.unmodifiableList(Arrays.asList(placements));
    }

    /** Returns where a broker name stands among the placements, or a negative number when it does not. */
    private int indexOf(String brokerName) {
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
        return (names & bit(brokerName)) != 0 && indexOf(brokerName) >= 0;
    }

    /**
     * Returns whether this has one of some broker names.
     *
     * @param bits the bits of all of them
     */
    boolean containsAny(Set<String> brokerNames, long bits) {
        if ((names & bits) == 0) {
            return false;
        }
        for (var placement : placements) {
            if (brokerNames.contains(placement.brokerName())) {
                return true;
            }
        }
        return false;
    }

    /** Returns how many broker names this has. */
    int width() {
        return placements.length;
    }

    /** Returns the broker names, sorted. */
    Set<String> brokerNames() {
        var sorted = new LinkedHashSet<String>();
        for (var placement : placements) {
            sorted.add(placement.brokerName());
        }
        return sorted;
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

    /** Forgets the route, as a group of it changed. */
    void refresh(LayoutPool.Refresh change) {
        route = change;
    }

    /**
     * Returns the route as of now; empty when a group of it left meanwhile, so that no topic has this layout any more.
     *
     * <p>Whoever composes a route from groups that are out of date by then finds another {@link LayoutPool.Refresh} in its place.
     */
    Optional<Route> route(GroupTable groups) {
        while (true) {
            var seen = route;
            if (seen instanceof Route known) {
                return Optional.of(known);
            }
            var composed = compose(groups.all());
            if (composed.isEmpty() || ROUTE.compareAndSet(this, seen, composed.get())) {
                return composed;
            }
        }
    }

    private Optional<Route> compose(SortedMap<String, BrokerGroup> groups) {
        var composed = new BrokerGroup[placements.length];
        for (int i = 0; i < placements.length; i++) {
            var group = groups.get(placements[i].brokerName());
            if (group == null) {
                return Optional.empty();
            }
            composed[i] = group;
        }
        return Optional.of(new Route(placements, composed));
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

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof Layout layout
                        && hash == layout.hash
                        && Arrays.equals(placements, layout.placements));
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** An order for maps, as {@link Queues} has. */
    @Override
    public int compareTo(Layout other) {
        return Arrays.compare(placements, other.placements);
    }

    private static VarHandle handle() {
        try {
            return MethodHandles.lookup().findVarHandle(Layout.class, "route", Object.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }
}
