package io.lodestar.server.config;

import java.util.Locale;

/** What a line of the log looks like. */
public enum LogFormat {
    /** A line for people. */
    TEXT,
    /** A JSON object for programs. */
    JSON;

    /** Returns the word that stands in property files. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
