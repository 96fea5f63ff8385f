package io.lodestar.server.config;

import java.util.Arrays;
import java.util.Optional;

/** How much is logged; each level has the lines of those after it, too. */
public enum LogLevel {
    TRACE,
    DEBUG,
    /** A change of state. */
    INFO,
    /** Needs a look. */
    WARN,
    /** Needs a hand. */
    ERROR,
    OFF;

    /** Returns the level of this name, in any case; empty when it is none. */
    public static Optional<LogLevel> of(String text) {
        return Arrays.stream(values())
                .filter(level -> level.name().equalsIgnoreCase(text))
                .findFirst();
    }
}
