package io.lodestar.client.broker;

import java.util.SortedMap;

/**
 * Is told what a registrar learns. The calls of one registrar come one after the other, on a thread that they may hold up for a while; what one
 * throws is logged.
 */
public interface BrokerListener {
    /** A name server answered, or did not. */
    default void onOutcome(RegistrationOutcome outcome) {}

    /** A slave's master is another one, or is gone. */
    default void onMasterChanged(LearnedMaster master) {}

    /**
     * The order configuration of topics is another one. Those of the broker's own topics that are in it were made ordered already.
     *
     * @param topics topic to {@code broker:queues;broker:queues}
     */
    default void onOrderTopicsChanged(SortedMap<String, String> topics) {}

    /**
     * Another member of the broker's group has the smallest id now, which decides who stands in for a missing master.
     *
     * @param id the smallest id
     * @param address {@code host:port} of its broker; empty when the name server did not say
     */
    default void onSmallestIdChanged(long id, String address) {}
}
