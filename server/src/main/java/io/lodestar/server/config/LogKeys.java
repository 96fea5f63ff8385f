package io.lodestar.server.config;

import static io.lodestar.server.config.ValueType.oneOf;

/** The rows that say what is logged, and how. They count for the process; a program with a server inside logs as it likes. */
public final class LogKeys {
    private static final KeyTable.Part LOGGING = KeyTable.part(Section.LOGGING);

    public static final Key<LogFormat> FORMAT = LOGGING.refused(
            "logFormat",
            oneOf(LogFormat.TEXT, LogFormat.values()),
            "What the lines on standard output are: `text` for people, `json` for programs, an object a line (docs/logs.md)."
                    + " The environment's LODESTAR_LOG_FORMAT says it for the lines before the property file is read, too.");
    public static final Key<LogLevel> LEVEL = LOGGING.live(
            "logLevel",
            oneOf(LogLevel.INFO, LogLevel.values()),
            "How much is logged. The environment's LODESTAR_LOG_LEVEL says it for the lines before the property file is read, too.");
    public static final Key<LoggerLevels> LEVELS = LOGGING.live(
            "logLevels",
            ValueType.loggerLevels(),
            "Other levels for some loggers and those below them: `io.lodestar.server.handler=DEBUG;io.netty=INFO`. Netty's is WARN unless it is named here.");

    private LogKeys() {}

    /** Sees to it that the rows are in the table. */
    static void declare() {
        // their class is loaded by this call
    }
}
