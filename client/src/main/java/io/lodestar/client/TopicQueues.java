package io.lodestar.client;

/**
 * The queues of a topic on one broker group. Immutable.
 *
 * @param brokerName the group
 * @param readQueues how many queues consumers read, numbered from 0
 * @param writeQueues how many queues producers write to, numbered from 0
 * @param permission bits: 4 readable, 2 writable, 1 inherited
 * @param systemFlag bits: 1 unit, 2 has unit subscription
 */
public record TopicQueues(String brokerName, int readQueues, int writeQueues, int permission, int systemFlag) {
    private static final int READABLE = 4;
    private static final int WRITABLE = 2;

    /** Returns whether consumers may read. */
    public boolean isReadable() {
        return (permission & READABLE) != 0;
    }

    /** Returns whether producers may write. */
    public boolean isWritable() {
        return (permission & WRITABLE) != 0;
    }
}
