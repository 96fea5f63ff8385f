package io.lodestar.server.config;

/** The rows that say what a peer may send and how much of the server it may take. */
public final class LimitKeys {

    private LimitKeys() {}

    /** Sees to it that the rows are in the table. */
    static void declare() {
        // their class is loaded by this call
    }
}
