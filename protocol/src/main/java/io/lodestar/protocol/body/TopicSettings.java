package io.lodestar.protocol.body;

import java.util.Comparator;

/**
 * What a broker registers about a topic besides its name (protocol 3.4). Topics with equal settings in one registration mostly share them.
 *
 * @param permission bits: 4 readable, 2 writable, 1 inherited
 * @param systemFlag bits: 1 unit, 2 has unit subscription
 * @param order whether the topic is ordered
 */
public record TopicSettings(int readQueueNums, int writeQueueNums, int permission, int systemFlag, boolean order)
        implements Comparable<TopicSettings> {
    private static final int DEFAULT_QUEUE_NUMS = 16;
    private static final int DEFAULT_PERMISSION = 6;

    /** What the wire assumes for members that are left out. */
    public static final TopicSettings DEFAULT =
            new TopicSettings(DEFAULT_QUEUE_NUMS, DEFAULT_QUEUE_NUMS, DEFAULT_PERMISSION, 0, false);

    private static final Comparator<TopicSettings> ORDER = Comparator.comparingInt(TopicSettings::readQueueNums)
            .thenComparingInt(TopicSettings::writeQueueNums)
            .thenComparingInt(TopicSettings::permission)
            .thenComparingInt(TopicSettings::systemFlag)
            .thenComparing(TopicSettings::order);

    /** An order for maps: a sender can choose numbers whose hashes are all alike. */
    @Override
    public int compareTo(TopicSettings other) {
        return ORDER.compare(this, other);
    }
}
