package io.lodestar.server;

import ch.qos.logback.classic.LoggerContext;
import io.lodestar.server.Options.UsageException;
import io.lodestar.server.config.Configuration;
import io.lodestar.server.config.ConfigurationException;
import io.lodestar.server.config.Keys;
import io.lodestar.server.logs.LogSettings;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The process: a command line goes in, an exit code comes out. */
@SuppressWarnings("SystemOut") // standard output and error are its interface
public final class Main {

    private static final int USAGE_ERROR = 1;
    private static final int START_ERROR = 255;

    static {
        LogProvider.choose();
        // Netty's events would start the JVM's flight recorder, whether anybody records or not, while the first client
        // waits.
        System.getProperties().putIfAbsent("io.netty.jfr.enabled", "false");
    }

    private static final Logger LOG = LoggerFactory.getLogger(Main.class);

    private Main() {}

    /** Runs the command line. While a server runs, only a signal ends the process. */
    @SuppressWarnings("IllegalCatch")
    public static void main(String[] arguments) throws InterruptedException {
        try {
            run(Options.parse(List.of(arguments)));
            end(0);
        } catch (UsageException mistake) {
            System.err.println(mistake.getMessage());
            System.err.print(Options.USAGE);
            end(USAGE_ERROR);
        } catch (ConfigurationException | StartException trouble) {
            System.err.println("mqnamesrv: " + trouble.getMessage());
            end(START_ERROR);
        } catch (RuntimeException bug) { // the boundary of the main thread: the process must not linger half started
            LOG.error("The server cannot start because of a mistake in it", bug);
            end(START_ERROR);
        }
    }

    static void end(int exitCode) {
        Stop.flushLogs();
        System.exit(exitCode);
    }

    private static void run(Options options) throws ConfigurationException, StartException, InterruptedException {
        if (options.help()) {
            System.out.print(Options.USAGE);
        } else if (options.version()) {
            System.out.println("lodestar " + Options.release() + " on Java " + Runtime.version());
        } else if (options.printConfig()) {
            var configuration = configuration(options.configFile());
            configuration.warnings().forEach(System.err::println);
            configuration.asLines().forEach(System.out::println);
        } else {
            var unused = start(options.configFile());
            Thread.currentThread().join();
        }
    }

    /** Starts a server, and says so. */
    static NameServer start(Optional<Path> configFile) throws ConfigurationException, StartException {
        var configuration = configuration(configFile);
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            LogSettings.follow(context, configuration);
        }
        configuration.warnings().forEach(LOG::warn);
        var server = NameServer.start(configuration);
        Stop.withTheProcess(server, configuration);
        announce(
                configuration.current().get(Keys.BIND_ADDRESS), server.address().getPort());
        return server;
    }

    private static Configuration configuration(Optional<Path> file) throws ConfigurationException {
        return file.isPresent() ? Configuration.fromFile(file.get()) : Configuration.fromEnvironment();
    }

    /** Scripts wait for the first half of this line; the second is for people. */
    private static void announce(String host, int port) {
        System.out.println("The Name Server boot success. serializeType=JSON, address " + host + ":" + port
                + ", lodestar " + Options.release() + ", started in "
                + ManagementFactory.getRuntimeMXBean().getUptime() + " ms");
    }
}
