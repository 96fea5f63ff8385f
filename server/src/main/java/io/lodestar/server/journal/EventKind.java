package io.lodestar.server.journal;

/** What sort of thing happened. Files hold the names, so a name that was released stays. */
public enum EventKind {
    SERVER_STARTED,
    SERVER_STOPPED,
    /** What was known before the restart is known again, from a snapshot. */
    ROUTES_RESTORED,
    BROKER_REGISTERED,
    /** A broker reported again after a silence, or for the first time since a restart. */
    BROKER_RETURNED,
    BROKER_EXPIRED,
    /** A broker's connection is gone. */
    BROKER_CLOSED,
    BROKER_UNREGISTERED,
    /** Another registration took a broker's place. */
    BROKER_DISPLACED,
    /** Two brokers claim the same. */
    CONFLICT,
    MASTER_CHANGED,
    TOPIC_ADDED,
    TOPIC_CHANGED,
    /** A broker group does not report a topic any more. */
    TOPIC_RETIRED,
    /** The last broker group that had a topic is gone. */
    TOPIC_LOST,
    /** Somebody deleted a topic by request. */
    TOPIC_DELETED,
    DRAIN_SET,
    DRAIN_LIFTED,
    KV_CHANGED,
    CONFIG_CHANGED,
    /** Somebody asked for a change and got it; what came of it has an entry of its own. */
    REQUEST_GRANTED,
    /** Somebody asked for a change and did not get it. */
    REQUEST_REFUSED,
    /** Another name server knows something else than this one. */
    PEER_DIFFERS,
    /** A name server that differed knows the same again. */
    PEER_AGREES,
    /** The journal could not keep up, or could not write. */
    EVENTS_LOST
}
