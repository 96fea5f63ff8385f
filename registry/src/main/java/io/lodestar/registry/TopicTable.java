package io.lodestar.registry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The layout of each topic. The methods that find and list may be called by any thread; the rest is guarded by the registry's lock.
 *
 * <p>There is no index from brokers to topics: which topics a broker has follows from the few layouts that contain it.
 */
final class TopicTable {
    private final Map<String, TopicState> topics = new ConcurrentHashMap<>();
    private final LayoutPool layouts = new LayoutPool();
    private final Holdings holdings = new Holdings();
    private final GroupTable groups;
    private long changes;

    TopicTable(GroupTable groups) {
        this.groups = groups;
    }

    @SuppressWarnings("ReferenceEquality") // a state that equals the one before may live on a group that came back
    Optional<TopicRoute> find(String topic) {
        var state = topics.get(topic);
        while (state != null) {
            var route = state.layout().route(groups);
            if (route.isPresent()) {
                return route.get().with(state.mappings());
            }
            var before = state;
            state = topics.get(topic); // another one: topics leave a group before it goes
            if (before == state) {
                throw new IllegalStateException("topic " + topic + " is on a broker group that is gone");
            }
        }
        return Optional.empty();
    }

    /** Returns the layout of a topic, or null when it is not known. May be called by any thread. */
    @Nullable
    Layout layout(String topic) {
        var state = topics.get(topic);
        return state == null ? null : state.layout();
    }

    boolean contains(String topic) {
        return topics.containsKey(topic);
    }

    /** Returns the names of the topics that have a placement like this, sorted. */
    List<String> names(Predicate<Placement> wanted) {
        var names = new ArrayList<String>();
        each(wanted, names::add);
        Collections.sort(names);
        return Collections.unmodifiableList(names);
    }

    /** Tells of each topic that has a placement like this. May be called by any thread. */
    void each(Predicate<Placement> wanted, Consumer<String> reader) {
        var verdicts = new IdentityHashMap<Layout, Boolean>();
        Predicate<Layout> fits = layout -> verdicts.computeIfAbsent(
                layout, unseen -> unseen.placements().stream().anyMatch(wanted));
        topics.forEach((topic, state) -> {
            if (fits.test(state.layout())) {
                reader.accept(topic);
            }
        });
    }

    /** Returns how many topics there are. May be called by any thread. */
    int count() {
        return topics.size();
    }

    /** Tells of each topic. May be called by any thread. */
    void each(Consumer<String> reader) {
        topics.keySet().forEach(reader);
    }

    /** Returns how many topics there are by what each of their broker names belongs to. May be called by any thread. */
    Map<String, Integer> counts(UnaryOperator<String> owner) {
        var owners = new IdentityHashMap<Layout, Set<String>>();
        var counts = new HashMap<String, Integer>();
        topics.values()
                .forEach(state -> owners.computeIfAbsent(state.layout(), layout -> {
                            var found = new HashSet<String>();
                            layout.brokerNames().forEach(name -> found.add(owner.apply(name)));
                            return found;
                        })
                        .forEach(found -> counts.merge(found, 1, Integer::sum)));
        return counts;
    }

    /** Returns how many layouts the topics share. May be called by any thread. */
    int layoutCount() {
        return layouts.size();
    }

    /** Returns how many topics have queues on a broker group. */
    int count(String brokerName) {
        return holdings.topics(brokerName);
    }

    /** Returns a number that grows with each change of what a broker group has. */
    long edition(String brokerName) {
        return holdings.edition(brokerName);
    }

    /** Returns whether a topic has this very mapping, or no queues on the mapping's broker, so that it cannot have one. */
    boolean isSettled(StaticMapping mapping) {
        var state = topics.get(mapping.topic());
        return state == null
                || !state.layout().contains(mapping.brokerName())
                || mapping.equals(state.mappings().get(mapping.brokerName()));
    }

    /** Composes the routes anew that name one of these groups. */
    void refresh(Set<String> brokerNames) {
        var holding = new HashSet<>(brokerNames);
        holding.removeIf(name -> count(name) == 0);
        layouts.refresh(holding);
    }

    /** Gives topics the queues that a broker group has of them, each in one step with its static-topic mapping. */
    void put(
            String brokerName,
            List<Comparison.Difference> differing,
            List<StaticMapping> mappings,
            TopicChanges changed) {
        var own = new HashMap<String, StaticMapping>();
        mappings.stream()
                .filter(mapping -> mapping.brokerName().equals(brokerName))
                .forEach(mapping -> own.put(mapping.topic(), mapping));
        var insertions = layouts.insertions();
        int more = 0;
        for (var difference : differing) {
            var mapping =
                    own.isEmpty() ? Optional.<StaticMapping>empty() : Optional.ofNullable(own.get(difference.topic()));
            more += put(difference, mapping, insertions.of(difference.placement()), changed) ? 1 : 0;
        }
        if (!differing.isEmpty()) {
            holdings.changed(brokerName, more);
        }
        layouts.sweep();
        map(mappings);
    }

    /** Returns whether the group did not have the topic before. */
    private boolean put(
            Comparison.Difference difference,
            Optional<StaticMapping> mapping,
            LayoutPool.Insertion insertion,
            TopicChanges changed) {
        var topic = difference.topic();
        var brokerName = difference.placement().brokerName();
        var before = topics.get(topic);
        if (before == null) {
            replace(topic, null, TopicState.of(insertion.first(), mapped(Collections.emptySortedMap(), mapping)));
            changed.add(Change.Fate.ADDED, brokerName, topic);
            return true;
        }
        var layout = before.layout();
        var after = insertion.successor(layout);
        if (after.equals(layout)) {
            return false; // the same topic a second time
        }
        boolean isNew = after.width() > layout.width();
        replace(topic, before, TopicState.of(after, mapped(before.mappings(), mapping)));
        changed.add(Change.Fate.CHANGED, brokerName, topic);
        return isNew;
    }

    private static SortedMap<String, StaticMapping> mapped(
            SortedMap<String, StaticMapping> known, Optional<StaticMapping> mapping) {
        if (mapping.isEmpty()) {
            return known;
        }
        var all = new TreeMap<>(known);
        all.put(mapping.get().brokerName(), mapping.get());
        return all;
    }

    /** Gives one topic its queues on several broker groups, in one step. */
    void place(String topic, List<Placement> placements, TopicChanges changed) {
        var before = topics.get(topic);
        var all = new TreeMap<String, Placement>();
        if (before != null) {
            before.layout().placements().forEach(placement -> all.put(placement.brokerName(), placement));
        }
        var more = new TreeMap<String, Integer>();
        for (var placement : placements) {
            var fate = all.isEmpty() ? Change.Fate.ADDED : Change.Fate.CHANGED;
            var known = all.put(placement.brokerName(), placement);
            if (!placement.equals(known)) {
                changed.add(fate, placement.brokerName(), topic);
                more.merge(placement.brokerName(), known == null ? 1 : 0, Integer::sum);
            }
        }
        if (!more.isEmpty()) {
            var mappings = before == null ? Collections.<String, StaticMapping>emptySortedMap() : before.mappings();
            replace(topic, before, TopicState.of(layouts.of(List.copyOf(all.values())), mappings));
            more.forEach(holdings::changed);
            layouts.sweep();
        }
    }

    /** Gives topics that are not known yet one layout. */
    void restore(List<Placement> placements, List<String> names) {
        var layout = layouts.of(placements);
        for (var topic : names) {
            var before = topics.get(topic);
            replace(topic, before, layout);
            if (before != null) {
                before.layout().brokerNames().forEach(brokerName -> holdings.changed(brokerName, -1));
            }
            layout.brokerNames().forEach(brokerName -> holdings.changed(brokerName, 1));
        }
        layouts.sweep();
    }

    /** Attaches static-topic mappings to topics that have queues on the mapping's broker. */
    void map(List<StaticMapping> mappings) {
        for (var mapping : mappings) {
            var before = topics.get(mapping.topic());
            if (before != null && !mapping.equals(before.mappings().get(mapping.brokerName()))) {
                var all = new TreeMap<>(before.mappings());
                all.put(mapping.brokerName(), mapping);
                replace(mapping.topic(), before, TopicState.of(before.layout(), all));
                if (before.layout().contains(mapping.brokerName())) {
                    holdings.changed(mapping.brokerName(), 0);
                }
            }
        }
    }

    /** Takes broker groups that left out of all topics; a topic that is left with none goes. */
    void remove(Set<String> brokerNames, TopicChanges changed) {
        if (brokerNames.stream().allMatch(name -> count(name) == 0)) {
            return;
        }
        var removal = layouts.removal(brokerNames);
        topics.forEach((topic, before) -> {
            if (step(topic, before, removal)) {
                changed.add(Change.Fate.LOST, before.layout().lastBrokerName(), topic);
            }
        });
        holdings.forget(brokerNames);
        layouts.sweep();
    }

    /** Takes broker groups out of one topic. */
    void remove(String topic, Set<String> brokerNames) {
        var before = topics.get(topic);
        if (before != null) {
            step(topic, before, layouts.removal(brokerNames));
            brokerNames.stream()
                    .filter(before.layout()::contains)
                    .forEach(brokerName -> holdings.changed(brokerName, -1));
        }
        layouts.sweep();
    }

    /** Takes a broker group out of the topics that it does not have any more. */
    void retire(String brokerName, Collection<String> retired, TopicChanges changed) {
        var removal = layouts.removal(Set.of(brokerName));
        int fewer = 0;
        for (var topic : retired) {
            var before = topics.get(topic);
            if (before != null && before.layout().contains(brokerName)) {
                step(topic, before, removal);
                changed.add(Change.Fate.RETIRED, brokerName, topic);
                fewer++;
            }
        }
        if (fewer > 0) {
            holdings.changed(brokerName, -fewer);
        }
        layouts.sweep();
    }

    /**
     * Returns the topics that a broker group has and that are not among those given.
     *
     * @param had how many of those given the group has
     */
    Set<String> others(String brokerName, Set<String> known, int had) {
        var others = new HashSet<String>();
        if (count(brokerName) == had) {
            return others;
        }
        topics.forEach((topic, state) -> {
            if (state.layout().contains(brokerName) && !known.contains(topic)) {
                others.add(topic);
            }
        });
        return others;
    }

    /** Returns the broker groups that have a topic. */
    Set<String> brokerNames(String topic) {
        var state = topics.get(topic);
        return state == null ? Set.of() : state.layout().brokerNames();
    }

    /** Takes a step and returns whether it was the topic's last. */
    private boolean step(String topic, TopicState before, LayoutPool.Removal removal) {
        var after = removal.successor(before.layout());
        if (after.isEmpty()) {
            forget(topic, before);
            return true;
        }
        if (!after.get().equals(before.layout())) {
            replace(topic, before, TopicState.of(after.get(), before.mappings()));
        }
        return false;
    }

    private void replace(String topic, @Nullable TopicState before, TopicState after) {
        changes++;
        layouts.gainTopic(after.layout());
        topics.put(topic, after);
        if (before != null) {
            layouts.loseTopic(before.layout());
        }
    }

    private void forget(String topic, TopicState before) {
        changes++;
        topics.remove(topic);
        layouts.loseTopic(before.layout());
    }

    /** Returns a number that grows with each change. */
    long changes() {
        return changes;
    }

    /** Returns the topics by what they share. May be called by any thread; changes that are made meanwhile may be seen or not. */
    List<RegistrySnapshot.SharedTopics> shared() {
        var byLayout = new IdentityHashMap<Layout, List<String>>();
        topics.forEach((topic, state) -> byLayout.computeIfAbsent(state.layout(), unseen -> new ArrayList<>())
                .add(topic));
        return byLayout.entrySet().stream()
                .map(entry -> new RegistrySnapshot.SharedTopics(entry.getKey().placements(), entry.getValue()))
                .toList();
    }

    /** Returns all static-topic mappings. May be called by any thread, as {@link #shared}. */
    List<StaticMapping> mappings() {
        return topics.values().stream()
                .flatMap(state -> state.mappings().values().stream())
                .toList();
    }

    /** Returns the layouts in use, for tests and figures. */
    List<Layout> layouts() {
        return List.copyOf(layouts.all());
    }
}
