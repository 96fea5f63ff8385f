package io.lodestar.server;

import ch.qos.logback.classic.LoggerContext;
import io.lodestar.server.config.Configuration;
import io.lodestar.server.config.Keys;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of a server that a signal asks for.
 *
 * <p>A JVM that a signal ends reports 128 + the signal, whatever its shutdown hooks did, and service managers take that for
 * a failure. A stop that was asked for and that worked is a success, so the hook itself ends the process once all is closed.
 */
final class Stop {

    private static final Logger LOG = LoggerFactory.getLogger(Stop.class);
    private static final Duration LIMIT = Duration.ofMillis(4_500);

    private Stop() {}

    static void withTheProcess(NameServer server, Configuration configuration) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, configuration), "stop"));
    }

    /** Writes out what has been logged and not yet printed; nothing can be logged afterwards. */
    static void flushLogs() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.stop();
        }
    }

    private static void stop(NameServer server, Configuration configuration) {
        var closing = new Thread(server::close, "close");
        closing.start();
        var closed = hasEnded(closing, limit(configuration));
        if (!closed) {
            LOG.error("The server did not close in time; the process ends all the same");
        }
        flushLogs();
        Runtime.getRuntime().halt(closed ? 0 : 1);
    }

    private static Duration limit(Configuration configuration) {
        var settings = configuration.current();
        return settings.get(Keys.ENABLE_SHUTDOWN_GRACEFULLY)
                ? LIMIT.plusSeconds(settings.get(Keys.SHUTDOWN_WAIT_TIME_SECONDS))
                : LIMIT;
    }

    private static boolean hasEnded(Thread thread, Duration limit) {
        try {
            thread.join(limit.toMillis());
            return !thread.isAlive();
        } catch (InterruptedException nobodyInterruptsThis) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
