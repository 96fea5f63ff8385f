package io.lodestar.client.broker;

/**
 * A topic on a broker. Immutable.
 *
 * @param readQueues how many queues consumers read
 * @param writeQueues how many queues producers write
 * @param permission the sum of {@link #READ}, {@link #WRITE} and {@link #INHERIT}
 * @param systemFlag bits of the topic's units; 0 for nearly all
 * @param ordered whether producers are to keep the order of messages
 */
public record BrokerTopic(
        String name, int readQueues, int writeQueues, int permission, int systemFlag, boolean ordered) {
    /** Consumers may read. */
    public static final int READ = 4;

    /** Producers may write. */
    public static final int WRITE = 2;

    /** New topics may take their queues from this one. */
    public static final int INHERIT = 1;

    /** The queues of {@link #of(String)}, as many as brokers give a topic that they create by themselves. */
    public static final int DEFAULT_QUEUES = 8;

    /** The name of the topic that producers ask for when theirs is not known yet. */
    public static final String DEFAULT_TOPIC = "TBW102";

    /** Checks that the numbers can be meant. */
    public BrokerTopic {
        if (name.isBlank() || name.indexOf(' ') >= 0) {
            throw new IllegalArgumentException("'" + name + "' is no name of a topic: it is blank or has a blank");
        }
        if (readQueues < 0 || writeQueues < 0 || permission < 0 || permission > 7) {
            throw new IllegalArgumentException("topic " + name + " with " + readQueues + " read queues, " + writeQueues
                    + " write queues, permission " + permission + ": none may be below 0, nor the permission above 7");
        }
    }

    /** Returns a topic that can be read and written, with {@value #DEFAULT_QUEUES} queues. */
    public static BrokerTopic of(String name) {
        return of(name, DEFAULT_QUEUES);
    }

    /** Returns a topic that can be read and written, with this many queues. */
    public static BrokerTopic of(String name, int queues) {
        return new BrokerTopic(name, queues, queues, READ + WRITE, 0, false);
    }

    /** Returns the topic that lets producers write to topics that nobody created; a broker with it creates them at the first message. */
    public static BrokerTopic autoCreating() {
        return of(DEFAULT_TOPIC).withPermission(READ + WRITE + INHERIT);
    }

    /** Returns this topic with another permission. */
    public BrokerTopic withPermission(int other) {
        return new BrokerTopic(name, readQueues, writeQueues, other, systemFlag, ordered);
    }

    /** Returns this topic with other numbers of queues. */
    public BrokerTopic withQueues(int read, int write) {
        return new BrokerTopic(name, read, write, permission, systemFlag, ordered);
    }

    /** Returns this topic, ordered or not. */
    public BrokerTopic withOrdered(boolean other) {
        return new BrokerTopic(name, readQueues, writeQueues, permission, systemFlag, other);
    }

    /** Returns this topic as a broker that allows only so much registers it. */
    BrokerTopic within(int brokerPermission) {
        return (brokerPermission & (READ + WRITE)) == READ + WRITE
                ? this
                : withPermission(permission & brokerPermission);
    }
}
