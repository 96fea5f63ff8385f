package io.lodestar.server.config;

/** What becomes of requests that no account allows. */
public enum AccessMode {
    /** Nobody asks. */
    OFF("off"),
    /** They are granted, counted and logged. */
    AUDIT("audit"),
    /** They are refused. */
    ENFORCE("enforce");

    private final String text;

    AccessMode(String text) {
        this.text = text;
    }

    /** Returns the word that stands in the configuration. */
    @Override
    public String toString() {
        return text;
    }
}
