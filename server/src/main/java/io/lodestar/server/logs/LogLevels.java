package io.lodestar.server.logs;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import io.lodestar.server.config.LogLevel;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How much each logger of this process logs. Thread-safe. */
public final class LogLevels {
    private final LoggerContext context;

    LogLevels(LoggerContext context) {
        this.context = context;
    }

    /** Returns the levels of this process; empty when it logs by something else than Logback. */
    public static Optional<LogLevels> ofProcess() {
        return LoggerFactory.getILoggerFactory() instanceof LoggerContext context
                ? Optional.of(new LogLevels(context))
                : Optional.empty();
    }

    /** Returns the loggers that have a level of their own, {@code ROOT} among them, with the names of their levels. */
    public SortedMap<String, String> levels() {
        var levels = new TreeMap<String, String>();
        for (var logger : context.getLoggerList()) {
            Optional.ofNullable(logger.getLevel()).ifPresent(level -> levels.put(logger.getName(), level.toString()));
        }
        return levels;
    }

    /**
     * Gives a logger a level until the process ends or something else is said.
     *
     * @param logger its name; {@code ROOT} is that of all
     * @param level empty for that of the logger above
     * @throws IllegalArgumentException when there is no such logger, or the root is to have none; the message says so
     */
    public void change(String logger, Optional<LogLevel> level) {
        // Only loggers that exist: nobody makes this process remember names.
        var known = Optional.ofNullable(context.exists(logger))
                .orElseThrow(() -> new IllegalArgumentException("there is no logger " + logger));
        if (level.isEmpty() && logger.equals(Logger.ROOT_LOGGER_NAME)) {
            throw new IllegalArgumentException("there is nothing above ROOT to inherit a level from");
        }
        known.setLevel(level.map(LogLevels::of).orElse(null));
    }

    static Level of(LogLevel level) {
        return Level.toLevel(level.name());
    }
}
