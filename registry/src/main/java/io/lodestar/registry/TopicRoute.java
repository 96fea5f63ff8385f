package io.lodestar.registry;

import java.util.SortedMap;

/**
 * Where one topic lives, as of one moment.
 *
 * @param route the broker groups and queues, shared with every topic of the same layout
 * @param mappings static-topic mappings by broker name; empty for all but static topics
 */
public record TopicRoute(Route route, SortedMap<String, StaticMapping> mappings) {}
