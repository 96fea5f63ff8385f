package io.lodestar.protocol.body;

/**
 * One topic as a broker registers it (protocol 3.4). Its filter type and attributes mean nothing to a name server and
 * are skipped.
 *
 * @param permission bits: 4 readable, 2 writable, 1 inherited
 * @param systemFlag bits: 1 unit, 2 has unit subscription
 * @param order whether the topic is ordered
 */
public record TopicConfig(
        String topic, int readQueueNums, int writeQueueNums, int permission, int systemFlag, boolean order) {
    /** Returns a topic with the numbers that the wire assumes for members that are left out. */
    public static TopicConfig withDefaults(String topic) {
        return new TopicConfig(topic, 16, 16, 6, 0, false);
    }
}
