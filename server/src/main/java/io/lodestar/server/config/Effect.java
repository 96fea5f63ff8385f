package io.lodestar.server.config;

/** When a changed value counts. */
public enum Effect {
    /** At once: the value is read where it is used. */
    LIVE("at once"),
    /** At the next start: the value is stored and printed until then. */
    RESTART("at the next start"),
    /** At the next start, and code 318 may not change it. */
    REFUSED("at the next start; code 318 refuses it"),
    /** Never: the key is accepted because files of the original carry it. */
    IGNORED("never");

    private final String text;

    Effect(String text) {
        this.text = text;
    }

    /** The answer to "when does a change count?". */
    public String text() {
        return text;
    }
}
