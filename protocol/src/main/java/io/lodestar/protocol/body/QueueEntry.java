package io.lodestar.protocol.body;

/**
 * The queues of a topic on one broker group (protocol 3.6).
 *
 * @param brokerName empty when the wire names none, which is the name of no broker
 * @param permission bits: 4 readable, 2 writable, 1 inherited
 * @param systemFlag bits: 1 unit, 2 has unit subscription
 */
public record QueueEntry(String brokerName, int readQueueNums, int writeQueueNums, int permission, int systemFlag) {}
