package io.lodestar.server.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import io.lodestar.server.config.Configuration;
import io.lodestar.server.config.LogFormat;
import io.lodestar.server.config.LogKeys;
import io.lodestar.server.config.LogLevel;
import io.lodestar.server.config.Settings;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogSettingsTest {
    private static final String ROOT = org.slf4j.Logger.ROOT_LOGGER_NAME;

    private final LoggerContext context = new LoggerContext();
    private final LogLevels levels = new LogLevels(context);
    private final ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();

    @BeforeEach
    void asTheProcessDoes() {
        var async = new AsyncAppender();
        async.setName(LogSettings.LINES);
        console.setName(LogSettings.CONSOLE);
        async.addAppender(console);
        context.getLogger(ROOT).addAppender(async);
        context.getLogger(ROOT).setLevel(Level.INFO);
        context.getLogger(LogSettings.NETTY).setLevel(Level.WARN);
    }

    private static Configuration configuration() {
        return Configuration.of(Settings.inMemory());
    }

    @Test
    void aChangeOfTheConfigurationCountsAtOnce() {
        var configuration = configuration();
        LogSettings.follow(context, configuration);

        configuration.update("logLevel=WARN\nlogLevels=io.lodestar.a=debug;io.netty=INFO\n");

        assertThat(levels.levels()).isEqualTo(Map.of("ROOT", "WARN", "io.lodestar.a", "DEBUG", "io.netty", "INFO"));
    }

    @Test
    void loggersThatAreNotNamedAnyMoreAreAsBefore() {
        var configuration = configuration();
        LogSettings.follow(context, configuration);
        configuration.update("logLevels=io.lodestar.a=debug;io.netty=INFO\n");

        configuration.update("logLevels=\n");

        assertThat(levels.levels()).isEqualTo(Map.of("ROOT", "INFO", "io.netty", "WARN"));
    }

    @Test
    void whatWasSaidByHandHoldsUntilTheConfigurationSaysSomethingElse() {
        var configuration = configuration();
        LogSettings.follow(context, configuration);
        levels.change("io.netty", Optional.of(LogLevel.TRACE));
        levels.change("ROOT", Optional.of(LogLevel.ERROR));

        configuration.update("orderMessageEnable=true\n");

        assertThat(levels.levels()).isEqualTo(Map.of("ROOT", "ERROR", "io.netty", "TRACE"));

        configuration.update("logLevel=DEBUG\n");

        assertThat(levels.levels()).isEqualTo(Map.of("ROOT", "DEBUG", "io.netty", "TRACE"));
    }

    @Test
    void levelsThatAreNoneChangeNothing() {
        var configuration = configuration();
        LogSettings.follow(context, configuration);

        configuration.update("logLevel=LOUD\nlogLevels=a=b\n");

        assertThat(levels.levels()).isEqualTo(Map.of("ROOT", "INFO", "io.netty", "WARN"));
    }

    @Test
    void aLoggerThatDoesNotExistIsNotMade() {
        assertThatThrownBy(() -> levels.change("no.such", Optional.of(LogLevel.DEBUG)))
                .hasMessage("there is no logger no.such");
        assertThatThrownBy(() -> levels.change("ROOT", Optional.empty())).hasMessageContaining("nothing above ROOT");
        assertThat(context.exists("no.such")).isNull();
    }

    @Test
    void aLoggerInheritsAgain() {
        levels.change("io.netty", Optional.empty());

        assertThat(levels.levels()).isEqualTo(Map.of("ROOT", "INFO"));
    }

    @Test
    void linesAreJsonIfWanted() {
        LogSettings.follow(context, Configuration.of(Settings.inMemory().with(LogKeys.FORMAT, LogFormat.JSON)));

        assertThat(console.getEncoder()).isInstanceOf(JsonLines.class);
    }
}
