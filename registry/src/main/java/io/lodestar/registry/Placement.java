package io.lodestar.registry;

/** One broker group that has queues of a topic, as registered. */
public record Placement(String brokerName, Queues queues) {}
