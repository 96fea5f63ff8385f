package io.lodestar.registry;

/** One topic of a registration. */
public record TopicQueues(String topic, Queues queues) {}
