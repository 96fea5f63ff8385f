package io.lodestar.registry;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Something that changed in the registry (decision 11). Told in the order in which it happened. */
public sealed interface Change {
    /**
     * A broker took its seat: it was not registered before under this id at this address.
     *
     * @param topics how many topics it brought
     */
    record Joined(BrokerIdentity broker, String address, int topics) implements Change {}

    /**
     * A broker reported again that had been silent for more than half of its lease, or that was known from before a restart only.
     *
     * @param silence how long nothing was heard of it
     */
    record Returned(BrokerIdentity broker, String address, Duration silence) implements Change {}

    /** A broker is gone. */
    record Left(BrokerIdentity broker, String address, Reason reason) implements Change {}

    /** Why a broker is gone. */
    enum Reason {
        EXPIRED,
        CONNECTION_LOST,
        UNREGISTERED,
        /** Another registration took its seat, or it took another seat itself. */
        DISPLACED
    }

    /**
     * Two brokers claim the same (decision 7).
     *
     * @param claimant who registered
     * @param address where the claimant says it is
     * @param opponent who was there before, in words
     * @param refused whether the claimant was refused; it won otherwise
     */
    record Conflict(Dispute dispute, BrokerIdentity claimant, String address, String opponent, boolean refused)
            implements Change {}

    /** What two brokers are at odds about. */
    enum Dispute {
        /** One name in two clusters. */
        OTHER_CLUSTER,
        /** A master that was replaced claims its seat back. */
        NEWER_STATE_VERSION,
        /** A second address claims an id of a broker that is alive, or was until lately. */
        SEAT_TAKEN,
        /** One address under two names. */
        ADDRESS_REUSED
    }

    /** The address of a group's master is another one now; empty stands for none. */
    record MasterChanged(String brokerName, Optional<String> before, Optional<String> after) implements Change {}

    /** Something happened to topics of one broker group. */
    record Topics(String brokerName, Fate fate, List<String> topics) implements Change {
        /** Copies the list. */
        public Topics {
            topics = List.copyOf(topics);
        }
    }

    /** What happened to a topic. */
    enum Fate {
        /** It has a route now and had none before. */
        ADDED,
        /** The broker group has other queues of it than before, or has queues of it for the first time. */
        CHANGED,
        /** The broker group does not report it any more. */
        RETIRED,
        /** Its last broker group left. */
        LOST
    }
}
