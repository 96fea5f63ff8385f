package io.lodestar.protocol.body;

/**
 * What a broker registers about a topic besides its name (protocol 3.4). Topics with equal settings in one registration mostly share them.
 *
 * @param permission bits: 4 readable, 2 writable, 1 inherited
 * @param systemFlag bits: 1 unit, 2 has unit subscription
 * @param order whether the topic is ordered
 */
public record TopicSettings(int readQueueNums, int writeQueueNums, int permission, int systemFlag, boolean order) {
    private static final int DEFAULT_QUEUE_NUMS = 16;
    private static final int DEFAULT_PERMISSION = 6;

    /** What the wire assumes for members that are left out. */
    public static final TopicSettings DEFAULT =
            new TopicSettings(DEFAULT_QUEUE_NUMS, DEFAULT_QUEUE_NUMS, DEFAULT_PERMISSION, 0, false);
}
