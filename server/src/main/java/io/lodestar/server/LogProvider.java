package io.lodestar.server;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import io.lodestar.server.config.LogFormat;
import io.lodestar.server.logs.JsonLines;
import io.lodestar.server.logs.LogSettings;
import io.lodestar.server.logs.RepetitionFilter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * Logback, set up for the process in a few lines of code: the search for a configuration file and its interpretation take a quarter of the start.
 * An operator who names a file of his own, {@code -Dlogback.configurationFile=FILE}, gets Logback's own way.
 *
 * <p>Programs that embed a server do not meet this class; they log as they like.
 */
public final class LogProvider implements SLF4JServiceProvider {
    /** Names and values come from the network: a line break in one must not look like another line of the log. */
    private static final String PATTERN =
            "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level [%thread] %logger{0} - %replace(%msg){'[\\p{Cc}]', '?'}%n";

    private static final int MAX_LINES_WAITING = 8192;

    private final LoggerContext context = new LoggerContext();
    private final LogbackMDCAdapter threadContext = new LogbackMDCAdapter();
    private final IMarkerFactory markers = new BasicMarkerFactory();

    /** Has SLF4J take this provider, unless the operator chose otherwise. Comes before the first logger. */
    static void choose() {
        var properties = System.getProperties();
        if (!properties.containsKey("logback.configurationFile")) {
            properties.putIfAbsent("slf4j.provider", LogProvider.class.getName());
            properties.putIfAbsent("slf4j.internal.verbosity", "WARN"); // or SLF4J tells of the line above
        }
    }

    @Override
    public void initialize() {
        context.setName("default");
        context.setMDCAdapter(threadContext);
        var root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        var environment = System.getenv();
        root.setLevel(level(environment));
        root.addAppender(async(console(encoder(environment))));
        context.getLogger(LogSettings.NETTY).setLevel(Level.WARN);
        context.addTurboFilter(new RepetitionFilter());
        context.start();
    }

    private static Level level(Map<String, String> environment) {
        return Level.toLevel(environment.getOrDefault("LODESTAR_LOG_LEVEL", ""), Level.INFO);
    }

    private Encoder<ILoggingEvent> encoder(Map<String, String> environment) {
        if (LogFormat.JSON.toString().equalsIgnoreCase(environment.get("LODESTAR_LOG_FORMAT"))) {
            return JsonLines.started(context);
        }
        var encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setPattern(PATTERN);
        encoder.start();
        return encoder;
    }

    private ConsoleAppender<ILoggingEvent> console(Encoder<ILoggingEvent> encoder) {
        var console = new ConsoleAppender<ILoggingEvent>();
        console.setContext(context);
        console.setName(LogSettings.CONSOLE);
        console.setEncoder(encoder);
        console.start();
        return console;
    }

    /** A reader of standard output that stalls must not stall the threads that serve connections: lines are dropped instead. */
    private AsyncAppender async(ConsoleAppender<ILoggingEvent> console) {
        var async = new AsyncAppender();
        async.setContext(context);
        async.setName(LogSettings.LINES);
        async.setQueueSize(MAX_LINES_WAITING);
        async.setDiscardingThreshold(0);
        async.setNeverBlock(true);
        async.addAppender(console);
        async.start();
        return async;
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        return context;
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return threadContext;
    }

    @Override
    public String getRequestedApiVersion() {
        return "2.0.99";
    }
}
