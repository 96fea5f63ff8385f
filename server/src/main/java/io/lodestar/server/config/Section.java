package io.lodestar.server.config;

/** Whose key it is, in the original's words; decides where the key is printed. */
public enum Section {
    /** The name server's own keys; printed by {@code -p} and by code 319, changed by code 318. */
    NAME_SERVER("Name server"),
    /** The listener's keys; printed by {@code -p} and by code 319, changed by code 318. */
    LISTENER("Listener"),
    /** Keys that the original does not have; treated like the two above. */
    LODESTAR("Only in Lodestar"),
    /** What a peer may send and take; treated like the three above. */
    LIMITS("Limits"),
    /** Who may do what; treated like the four above. */
    ACCESS("Access control"),
    /** Which name servers there are beside this one; treated like the five above. */
    MEMBERS("Other name servers"),
    /** Where and to whom HTTP is spoken; treated like the six above. */
    HTTP("HTTP"),
    /** What is logged; treated like those above. */
    LOGGING("Logs"),
    /** Keys of the original's outgoing connections; printed by {@code -p} only. */
    OUTGOING("Outgoing connections"),
    /** Keys of transport security, which the original reads from system properties; never printed. */
    SECURITY("Transport security");

    private final String title;

    Section(String title) {
        this.title = title;
    }

    /** The heading under which the keys are documented. */
    public String title() {
        return title;
    }

    /** Whether codes 318 and 319 know the keys of this section. */
    boolean isRemote() {
        return this != OUTGOING && this != SECURITY;
    }
}
