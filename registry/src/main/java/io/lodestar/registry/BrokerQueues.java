package io.lodestar.registry;

/** A broker group and the queues that a topic has on it, as registered. */
public record BrokerQueues(BrokerGroup group, Queues registered) {
    /** Returns the queues as they are answered. */
    public Queues answered() {
        return group.answered(registered);
    }
}
