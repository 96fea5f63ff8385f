package io.lodestar.registry;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** A static topic: a layout with mappings by broker name. */
record MappedTopic(Layout layout, SortedMap<String, StaticMapping> mappings) implements TopicState {
    MappedTopic {
        mappings = Collections.unmodifiableSortedMap(new TreeMap<>(mappings));
    }
}
