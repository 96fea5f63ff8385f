package io.lodestar.server.config;

/** The rows that say who may do what. */
public final class AccessKeys {

    private AccessKeys() {}

    /** Sees to it that the rows are in the table. */
    static void declare() {
        // their class is loaded by this call
    }
}
