package io.lodestar.registry;

/** What a step of a model test is about; how often one comes up is its weight. */
enum OperationKind {
    /** The table of a broker, anchors and all. */
    FULL_REGISTRATION(14),
    /** The same again, as brokers do every 30 s. */
    REPEATED_REGISTRATION(8),
    /** One changed topic. */
    SINGLE_TOPIC(5),
    /** Several changed topics without an anchor. */
    INCREMENT(4),
    /** One table in several registrations with one version. */
    SPLIT_REGISTRATION(5),
    /** A table that counts as full without an anchor. */
    PRESUMED_FULL_REGISTRATION(3),
    SLAVE_REGISTRATION(5),
    /** A broker that is up for election. */
    CANDIDATE(2),
    /** On a connection that its broker has left. */
    LATE_REGISTRATION(3),
    /** A known seat is claimed from another address, under the same state version. */
    OTHER_ADDRESS(4),
    /** A known seat is claimed from another address, under another state version. */
    OTHER_STATE_VERSION(4),
    /** A member of a group registers under another id of it. */
    ROLE_SWITCH(4),
    /** A known address registers under another name. */
    OTHER_NAME(2),
    /** A known name registers in another cluster. */
    OTHER_CLUSTER(3),
    /** Anything that can be said, likely or not. */
    WILD_REGISTRATION(5),
    HEARTBEAT(4),
    HEARTBEAT_ON_NEWER_CONNECTION(3),
    HEARTBEAT_ON_OLDER_CONNECTION(2),
    /** A question for the data version, which names the broker, not always the right one. */
    VERSION_QUERY(3),
    GOODBYE(3),
    /** A goodbye that is wrong in something. */
    MISTAKEN_GOODBYE(3),
    CONNECTION_LOST(3),
    OLD_CONNECTION_LOST(2),
    SEVERAL_CONNECTIONS_LOST(1),
    TICK(3),
    /** A moment that no tick ends. */
    MOMENT(4),
    /** Time passes as it does for a process that is well. */
    TIME(9),
    /** Time passes, and the brokers report meanwhile. */
    TIME_WITH_HEARTBEATS(7),
    /** Time passes for everybody but us. */
    STALL(3),
    WIPE(4),
    RESTORE(3),
    PUT_TOPIC(4),
    DELETE_TOPIC(4),
    DELETE_TOPIC_IN_CLUSTER(3),
    /** A snapshot is put aside for a later restart. */
    SNAPSHOT(2),
    RESTART(3),
    RESTART_FROM_OLDER_SNAPSHOT(2),
    RESTART_WITHOUT_SNAPSHOT(1);

    private final int weight;

    OperationKind(int weight) {
        this.weight = weight;
    }

    int weight() {
        return weight;
    }
}
