package io.lodestar.registry;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What one change did to topics. Confined to the change. */
final class TopicChanges {
    private final Map<Change.Fate, Map<String, List<String>>> topics = new EnumMap<>(Change.Fate.class);

    void add(Change.Fate fate, String brokerName, String topic) {
        topics.computeIfAbsent(fate, unseen -> new TreeMap<>())
                .computeIfAbsent(brokerName, unseen -> new ArrayList<>())
                .add(topic);
    }

    /** Tells what was collected, by fate and broker group. */
    void tell(Consumer<Change> listener) {
        topics.forEach((fate, byName) ->
                byName.forEach((brokerName, names) -> listener.accept(new Change.Topics(brokerName, fate, names))));
    }
}
