package io.lodestar.server.config;

/** When a changed value counts. */
public enum Effect {
    /** At once: the value is read where it is used. */
    LIVE("at once"),
    /** At the next start: it is changed in the file. */
    RESTART("at the next start"),
    /** At the next start; code 318 refuses it in the original's words. */
    REFUSED("at the next start"),
    /** Never: the key is accepted because files of the original carry it. */
    IGNORED("never");

    private final String text;

    Effect(String text) {
        this.text = text;
    }

    /** Whether code 318 may change it: what is at most a nuisance, and within bounds. */
    boolean isChangeableFromAfar() {
        return this == LIVE || this == IGNORED;
    }

    /** The answer to "when does a change count?". */
    public String text() {
        return text;
    }
}
