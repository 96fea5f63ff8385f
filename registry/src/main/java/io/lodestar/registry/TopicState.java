package io.lodestar.registry;

import java.util.SortedMap;
import java.util.TreeMap;

/** What is known of a topic: its layout and, for a static topic, its mappings. Most topics have none and are just their layout. */
sealed interface TopicState permits Layout, MappedTopic {
    Layout layout();

    SortedMap<String, StaticMapping> mappings();

    /** Returns the state with these mappings, without those of brokers that the layout does not have. */
    static TopicState of(Layout layout, SortedMap<String, StaticMapping> mappings) {
        if (mappings.isEmpty()) {
            return layout;
        }
        var kept = new TreeMap<>(mappings);
        kept.keySet().removeIf(brokerName -> !layout.contains(brokerName));
        return kept.isEmpty() ? layout : new MappedTopic(layout, kept);
    }
}
