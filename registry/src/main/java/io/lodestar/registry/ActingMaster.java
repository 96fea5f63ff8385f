package io.lodestar.registry;

/** Whether the oldest slave of a broker group stands in for a lost master, as its brokers say in each registration. */
public enum ActingMaster {
    /** The broker is older than 5.0 and does not say; its slaves never bring topics (protocol 4.1 step 10). */
    UNKNOWN,
    DISABLED,
    ENABLED
}
