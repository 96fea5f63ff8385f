package io.lodestar.server.work;

/** Who answers a kind of request. */
public enum Work {
    /** The event loop that read it, at once, from published values. */
    AT_ONCE,
    /** What brokers say of themselves and their topics. */
    REGISTRATION,
    /** What people change: the KV table, drains, topics, the configuration. */
    ADMINISTRATION,
    /** What walks a table that may be long, and changes nothing. */
    LISTING
}
