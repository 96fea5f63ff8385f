package io.lodestar.registry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The layouts in use, each once. Guarded by the registry's lock.
 *
 * <p>A change of many topics asks for successors: topics that share a layout before the change share one afterwards, so the
 * work is done once for each layout. A layout that lost its last topic stays until {@link #sweep}, since a later topic of the same change
 * may still step into it.
 */
final class LayoutPool {
    private final Map<Layout, Layout> layouts = new HashMap<>();
    private final List<Layout> orphans = new ArrayList<>();
    /** How many there are, for any thread. */
    private volatile int size;

    /** Stands where a layout has no route: each change of groups is another one. */
    static final class Refresh {}

    /** Returns how many there are. May be called by any thread. */
    int size() {
        return size;
    }

    Collection<Layout> all() {
        return Collections.unmodifiableCollection(layouts.values());
    }

    /** Lets the routes of all layouts that contain one of these broker names be composed anew. */
    void refresh(Set<String> brokerNames) {
        if (brokerNames.isEmpty()) {
            return;
        }
        var change = new Refresh();
        long bits = bits(brokerNames);
        for (var layout : layouts.values()) {
            if (layout.containsAny(brokerNames, bits)) {
                layout.refresh(change);
            }
        }
    }

    private static long bits(Set<String> brokerNames) {
        long bits = 0;
        for (var name : brokerNames) {
            bits |= Layout.bit(name);
        }
        return bits;
    }

    void gainTopic(Layout layout) {
        layout.gainTopic();
    }

    void loseTopic(Layout layout) {
        if (layout.loseTopic()) {
            orphans.add(layout);
        }
    }

    /** Forgets the layouts that no topic has any more. */
    void sweep() {
        for (var orphan : orphans) {
            if (orphan.topics() == 0) {
                layouts.remove(orphan);
            }
        }
        orphans.clear();
        size = layouts.size();
    }

    /** Returns the layout of these placements, sorted by broker name. */
    Layout of(List<Placement> placements) {
        return interned(Layout.of(placements));
    }

    private Layout interned(Layout layout) {
        var known = layouts.putIfAbsent(layout, layout);
        if (known != null) {
            return known;
        }
        size = layouts.size();
        return layout;
    }

    /** Starts putting placements into layouts. */
    Insertions insertions() {
        return new Insertions();
    }

    /** Starts taking broker names out of layouts. */
    Removal removal(Set<String> brokerNames) {
        return new Removal(brokerNames);
    }

    /** One change that puts placements of one broker name into layouts. */
    final class Insertions {
        private final Map<Placement, Insertion> insertions = new HashMap<>();
        private @Nullable Insertion last;

        Insertion of(Placement placement) {
            if (last == null || !last.placement.equals(placement)) {
                last = insertions.computeIfAbsent(placement, Insertion::new);
            }
            return last;
        }
    }

    /** Remembers the successors of one change that puts a placement into layouts. */
    final class Insertion {
        private final Placement placement;
        private final Map<Layout, Layout> successors = new HashMap<>();
        private @Nullable Layout first;
        private @Nullable Layout last;
        private @Nullable Layout lastSuccessor;

        private Insertion(Placement placement) {
            this.placement = placement;
        }

        /** Returns the layout of a new topic. */
        Layout first() {
            if (first == null) {
                first = of(List.of(placement));
            }
            return first;
        }

        /** Returns a layout with the placement, in place of the one that its broker name had: the same one if that is what it has. */
        Layout successor(Layout before) {
            if (lastSuccessor == null || !before.equals(last)) {
                // If it is the layout of one topic, nobody else will ask.
                lastSuccessor = before.topics() == 1 ? with(before) : successors.computeIfAbsent(before, this::with);
                last = before;
            }
            return lastSuccessor;
        }

        private Layout with(Layout before) {
            return before.has(placement) ? before : interned(before.with(placement));
        }
    }

    /** Remembers the successors of one change that takes broker names out of layouts. */
    final class Removal {
        private final Set<String> brokerNames;
        private final long bits;
        private final Map<Layout, Optional<Layout>> successors = new HashMap<>();
        private @Nullable Layout last;
        private Optional<Layout> lastSuccessor = Optional.empty();

        private Removal(Set<String> brokerNames) {
            this.brokerNames = brokerNames;
            this.bits = bits(brokerNames);
        }

        /** Returns the layout without the broker names: the same one if it has none of them, empty if it has no others. */
        Optional<Layout> successor(Layout before) {
            if (!before.equals(last)) {
                // If it is the layout of one topic, nobody else will ask.
                lastSuccessor =
                        before.topics() == 1 ? without(before) : successors.computeIfAbsent(before, this::without);
                last = before;
            }
            return lastSuccessor;
        }

        private Optional<Layout> without(Layout before) {
            return before.containsAny(brokerNames, bits)
                    ? before.without(brokerNames).map(LayoutPool.this::interned)
                    : Optional.of(before);
        }
    }
}
