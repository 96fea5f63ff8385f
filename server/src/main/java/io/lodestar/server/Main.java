package io.lodestar.server;

import io.lodestar.server.config.Configuration;
import io.lodestar.server.config.ConfigurationException;
import io.lodestar.server.config.Keys;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The process: a command line goes in, an exit code comes out. */
@SuppressWarnings("SystemOut") // standard output and error are its interface
public final class Main {

    private static final int USAGE_ERROR = 1;
    private static final int START_ERROR = 255;

    private static final Logger LOG = LoggerFactory.getLogger(Main.class);

    private Main() {}

    /** Runs the command line. While a server runs, only a signal ends the process. */
    @SuppressWarnings("IllegalCatch")
    public static void main(String[] arguments) throws InterruptedException {
        var commandLine = Options.commandLine();
        try {
            var parsed = commandLine.parseArgs(arguments);
            if (!CommandLine.printHelpIfRequested(parsed)) {
                run(parsed);
            }
            end(0);
        } catch (ParameterException mistake) {
            System.err.println(Options.wordsFor(mistake));
            commandLine.usage(System.err);
            end(USAGE_ERROR);
        } catch (ConfigurationException | StartException trouble) {
            System.err.println("mqnamesrv: " + trouble.getMessage());
            end(START_ERROR);
        } catch (RuntimeException bug) { // the boundary of the main thread: the process must not linger half started
            LOG.error("The server cannot start because of a mistake in it", bug);
            end(START_ERROR);
        }
    }

    private static void end(int exitCode) {
        Stop.flushLogs();
        System.exit(exitCode);
    }

    private static void run(ParseResult parsed) throws ConfigurationException, StartException, InterruptedException {
        Path file = parsed.matchedOptionValue(Options.CONFIG_FILE, Path.of(""));
        var configuration = parsed.hasMatchedOption(Options.CONFIG_FILE)
                ? Configuration.fromFile(file)
                : Configuration.fromEnvironment();
        if (parsed.hasMatchedOption(Options.PRINT_CONFIG_ITEM)) {
            configuration.warnings().forEach(System.err::println);
            configuration.asLines().forEach(System.out::println);
        } else {
            configuration.warnings().forEach(LOG::warn);
            serve(configuration);
        }
    }

    private static void serve(Configuration configuration) throws StartException, InterruptedException {
        var server = NameServer.start(configuration);
        Stop.withTheProcess(server, configuration);
        announce(
                configuration.current().get(Keys.BIND_ADDRESS), server.address().getPort());
        Thread.currentThread().join();
    }

    /** Scripts wait for the first half of this line; the second is for people. */
    private static void announce(String host, int port) {
        System.out.println("The Name Server boot success. serializeType=JSON, address " + host + ":" + port
                + ", lodestar " + Options.release() + ", started in "
                + ManagementFactory.getRuntimeMXBean().getUptime() + " ms");
    }
}
