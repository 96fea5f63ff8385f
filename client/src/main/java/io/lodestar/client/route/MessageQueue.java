package io.lodestar.client.route;

/**
 * One queue of a topic. Immutable.
 *
 * @param brokerName the broker group that has it
 * @param queueId its number there, from 0; of a static topic, the number of the logical queue that the group holds now
 */
public record MessageQueue(String topic, String brokerName, int queueId) {}
