package io.lodestar.registry;

import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The layout of each topic. The methods that find and list may be called by any thread; the rest is guarded by the registry's lock.
 *
 * <p>There is no index from brokers to topics: which topics a broker has follows from the few layouts that contain it.
 */
final class TopicTable {
    private final Map<String, TopicState> topics = new ConcurrentHashMap<>();
    private final LayoutPool layouts;

    TopicTable(GroupTable groups) {
        this.layouts = new LayoutPool(groups);
    }

    Optional<TopicRoute> find(String topic) {
        var state = topics.get(topic);
        return state == null
                ? Optional.empty()
                : Optional.of(new TopicRoute(state.layout().route(), state.mappings()));
    }

    boolean contains(String topic) {
        return topics.containsKey(topic);
    }

    /** Returns the names of the topics that have a placement like this, sorted. */
    List<String> names(Predicate<Placement> wanted) {
        var verdicts = new IdentityHashMap<Layout, Boolean>();
        Predicate<Layout> fits = layout -> verdicts.computeIfAbsent(
                layout, unseen -> unseen.placements().stream().anyMatch(wanted));
        return topics.entrySet().stream()
                .filter(topic -> fits.test(topic.getValue().layout()))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** Returns how many topics have queues on a broker group. */
    int count(String brokerName) {
        return layouts.all().stream()
                .filter(layout -> layout.contains(brokerName))
                .mapToInt(Layout::topics)
                .sum();
    }

    /** Composes the routes anew that name one of these groups. */
    void refresh(Set<String> brokerNames) {
        layouts.refresh(brokerNames);
    }

    /** Gives topics the queues that a broker group has of them. */
    void put(String brokerName, List<TopicQueues> changed) {
        var insertion = layouts.insertion();
        for (var topic : changed) {
            put(topic.topic(), new Placement(brokerName, topic.queues()), insertion);
        }
        layouts.sweep();
    }

    /** Gives one topic its queues on several broker groups. */
    void place(String topic, List<Placement> placements) {
        var insertion = layouts.insertion();
        for (var placement : placements) {
            put(topic, placement, insertion);
        }
        layouts.sweep();
    }

    private void put(String topic, Placement placement, LayoutPool.Insertion insertion) {
        var before = topics.get(topic);
        if (before == null) {
            replace(topic, null, insertion.successor(Optional.empty(), placement));
        } else if (!before.layout().has(placement)) {
            var after = insertion.successor(Optional.of(before.layout()), placement);
            replace(topic, before, TopicState.of(after, before.mappings()));
        }
    }

    /** Attaches static-topic mappings to topics that have queues on the mapping's broker. */
    void map(List<StaticMapping> mappings) {
        for (var mapping : mappings) {
            var before = topics.get(mapping.topic());
            if (before != null && !mapping.equals(before.mappings().get(mapping.brokerName()))) {
                var all = new TreeMap<>(before.mappings());
                all.put(mapping.brokerName(), mapping);
                replace(mapping.topic(), before, TopicState.of(before.layout(), all));
            }
        }
    }

    /** Takes broker groups out of all topics; a topic that is left with none goes. */
    void remove(Set<String> brokerNames) {
        if (!layouts.containsAny(brokerNames)) {
            return;
        }
        var removal = layouts.removal(brokerNames);
        topics.forEach((topic, before) -> step(topic, before, removal));
        layouts.sweep();
    }

    /** Takes broker groups out of one topic. */
    void remove(String topic, Set<String> brokerNames) {
        var before = topics.get(topic);
        if (before != null) {
            step(topic, before, layouts.removal(brokerNames));
        }
        layouts.sweep();
    }

    /** Takes a broker group out of all topics but these. */
    void retain(String brokerName, List<TopicQueues> kept) {
        var names = new HashSet<String>();
        kept.forEach(topic -> names.add(topic.topic()));
        var removal = layouts.removal(Set.of(brokerName));
        topics.forEach((topic, before) -> {
            if (!names.contains(topic)) {
                step(topic, before, removal);
            }
        });
        layouts.sweep();
    }

    private void step(String topic, TopicState before, LayoutPool.Removal removal) {
        var after = removal.successor(before.layout());
        if (after.isEmpty()) {
            forget(topic, before);
        } else if (after.get() != before.layout()) {
            replace(topic, before, TopicState.of(after.get(), before.mappings()));
        }
    }

    /** Forgets a topic. */
    void remove(String topic) {
        var before = topics.get(topic);
        if (before != null) {
            forget(topic, before);
        }
        layouts.sweep();
    }

    private void replace(String topic, @Nullable TopicState before, TopicState after) {
        layouts.gainTopic(after.layout());
        topics.put(topic, after);
        if (before != null) {
            layouts.loseTopic(before.layout());
        }
    }

    private void forget(String topic, TopicState before) {
        topics.remove(topic);
        layouts.loseTopic(before.layout());
    }

    /** Returns the layouts in use, for tests and figures. */
    List<Layout> layouts() {
        return List.copyOf(layouts.all());
    }
}
