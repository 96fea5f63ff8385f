package io.lodestar.registry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The layouts in use, each once. Guarded by the registry's lock.
 *
 * <p>A change of many topics asks for successors: topics that share a layout before the change share one afterwards, so the
 * work is done once for each layout. A layout that lost its last topic stays until {@link #sweep}, since a later topic of the same change
 * may still step into it.
 */
final class LayoutPool {
    private final Map<List<Placement>, Layout> layouts = new HashMap<>();
    private final Set<Layout> orphans = new HashSet<>();
    private final GroupTable groups;

    LayoutPool(GroupTable groups) {
        this.groups = groups;
    }

    Collection<Layout> all() {
        return layouts.values();
    }

    /** Composes the routes of all layouts that contain one of these broker names. */
    void refresh(Set<String> brokerNames) {
        for (var layout : layouts.values()) {
            if (containsAny(layout, brokerNames)) {
                layout.refresh(groups::get);
            }
        }
    }

    /** Returns whether some topic lives on one of these broker names. */
    boolean containsAny(Set<String> brokerNames) {
        return layouts.values().stream().anyMatch(layout -> containsAny(layout, brokerNames));
    }

    private static boolean containsAny(Layout layout, Set<String> brokerNames) {
        return brokerNames.stream().anyMatch(layout::contains);
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
                layouts.remove(orphan.placements());
            }
        }
        orphans.clear();
    }

    /** Returns the layout with a placement put into it, in place of the one that its broker name had. */
    private Layout with(Optional<Layout> before, Placement placement) {
        var placements = new ArrayList<>(before.map(Layout::placements).orElse(List.of()));
        int index = before.map(layout -> layout.indexOf(placement.brokerName())).orElse(-1);
        if (index >= 0) {
            placements.set(index, placement);
        } else {
            placements.add(-(index + 1), placement);
        }
        return of(placements);
    }

    private Optional<Layout> without(Layout before, Set<String> brokerNames) {
        if (!containsAny(before, brokerNames)) {
            return Optional.of(before);
        }
        var placements = new ArrayList<>(before.placements());
        placements.removeIf(placement -> brokerNames.contains(placement.brokerName()));
        return placements.isEmpty() ? Optional.empty() : Optional.of(of(placements));
    }

    /** Returns the layout of these placements, sorted by broker name. */
    Layout of(List<Placement> placements) {
        var known = layouts.get(placements);
        if (known != null) {
            return known;
        }
        var layout = new Layout(List.copyOf(placements), groups::get);
        layouts.put(layout.placements(), layout);
        return layout;
    }

    /** Starts putting placements into layouts. */
    Insertion insertion() {
        return new Insertion();
    }

    /** Starts taking broker names out of layouts. */
    Removal removal(Set<String> brokerNames) {
        return new Removal(brokerNames);
    }

    /** Remembers the successors of one change that puts placements into layouts. */
    final class Insertion {
        private final Map<Step, Layout> successors = new HashMap<>();

        Layout successor(Optional<Layout> before, Placement placement) {
            return successors.computeIfAbsent(new Step(before, placement), step -> with(before, placement));
        }
    }

    private record Step(Optional<Layout> before, Placement placement) {}

    /** Remembers the successors of one change that takes broker names out of layouts. */
    final class Removal {
        private final Set<String> brokerNames;
        private final Map<Layout, Optional<Layout>> successors = new HashMap<>();

        private Removal(Set<String> brokerNames) {
            this.brokerNames = brokerNames;
        }

        /** Returns the layout without the broker names: the same one if it has none of them, empty if it has no others. */
        Optional<Layout> successor(Layout before) {
            return successors.computeIfAbsent(before, layout -> without(layout, brokerNames));
        }
    }
}
