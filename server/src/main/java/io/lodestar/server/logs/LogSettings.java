package io.lodestar.server.logs;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import io.lodestar.server.config.Configuration;
import io.lodestar.server.config.LogFormat;
import io.lodestar.server.config.LogKeys;
import io.lodestar.server.config.LogLevel;
import io.lodestar.server.config.LoggerLevels;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;

/**
 * Has a process log as its configuration says, also when that changes. What was said otherwise meanwhile, by {@link LogLevels}, holds until the
 * configuration says something else than before. Thread-safe.
 */
public final class LogSettings {
    /** Netty tells more than an operator wants to know. */
    public static final String NETTY = "io.netty";

    /** The appender that {@link #CONSOLE} is behind, where this process set up its logs itself. */
    public static final String LINES = "ASYNC";

    /** The appender that writes to standard output. */
    public static final String CONSOLE = "STDOUT";

    private final ReentrantLock lock = new ReentrantLock();
    private final LoggerContext context;
    private final Configuration configuration;
    /** What was applied last; guarded by {@link #lock}. */
    private LogLevel level;

    private LoggerLevels levels = LogKeys.LEVELS.defaultValue();

    private LogSettings(LoggerContext context, Configuration configuration) {
        this.context = context;
        this.configuration = configuration;
        this.level = initial(context);
    }

    /** What an operator's own Logback file says holds until the configuration says something else than it does by default. */
    private static LogLevel initial(LoggerContext context) {
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        return root.getAppender(LINES) == null
                ? LogKeys.LEVEL.defaultValue()
                : LogLevel.of(String.valueOf(root.getLevel())).orElse(LogKeys.LEVEL.defaultValue());
    }

    /** From now on, logs as the configuration says. */
    public static void follow(LoggerContext context, Configuration configuration) {
        var settings = new LogSettings(context, configuration);
        settings.format(configuration.current().get(LogKeys.FORMAT));
        settings.apply();
        configuration.tell(settings::apply);
    }

    private void format(LogFormat format) {
        var lines = context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender(LINES);
        if (format == LogFormat.JSON
                && lines instanceof AsyncAppender async
                && async.getAppender(CONSOLE) instanceof ConsoleAppender<ILoggingEvent> console
                && !(console.getEncoder() instanceof JsonLines)) {
            console.setEncoder(JsonLines.started(context));
        }
    }

    private void apply() {
        lock.lock();
        try {
            var settings = configuration.current();
            if (settings.get(LogKeys.LEVEL) != level) {
                level = settings.get(LogKeys.LEVEL);
                context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(LogLevels.of(level));
            }
            if (!settings.get(LogKeys.LEVELS).equals(levels)) {
                var before = levels;
                levels = settings.get(LogKeys.LEVELS);
                apply(before);
            }
        } finally {
            lock.unlock();
        }
    }

    private void apply(LoggerLevels before) {
        var gone = new TreeMap<>(before.levels());
        gone.keySet().removeAll(levels.levels().keySet());
        gone.keySet().forEach(name -> context.getLogger(name).setLevel(name.equals(NETTY) ? Level.WARN : null));
        levels.levels().forEach((name, its) -> context.getLogger(name).setLevel(LogLevels.of(its)));
    }
}
