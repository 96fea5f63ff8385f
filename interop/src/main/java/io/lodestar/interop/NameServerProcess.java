package io.lodestar.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A name server in a process of its own that can be stopped and started again with its address and files. */
public final class NameServerProcess implements AutoCloseable {
    private static final Duration TIME_TO_STOP = Duration.ofSeconds(10);

    private final NameServerProgram program;
    private final Path folder;
    private final Path configuration;
    private final PortBlock ports;
    private final String jvmOptions;
    private ChildProcess process;

    private NameServerProcess(
            NameServerProgram program, Path folder, Path configuration, PortBlock ports, List<String> jvmOptions) {
        this.program = program;
        this.jvmOptions = String.join(" ", jvmOptions);
        this.folder = folder;
        this.configuration = configuration;
        this.ports = ports;
        this.process = launch();
    }

    /**
     * Starts a server on a free loopback port and waits until it answers.
     *
     * @param folder where its files and its output go; made when missing
     * @param settings further lines of its property file
     */
    public static NameServerProcess start(NameServerProgram program, Path folder, Map<String, String> settings) {
        return start(program, folder, settings, List.of());
    }

    /** As {@link #start(NameServerProgram, Path, Map)}, with further options of its JVM, which Apache's server is not given. */
    public static NameServerProcess start(
            NameServerProgram program, Path folder, Map<String, String> settings, List<String> jvmOptions) {
        return start(program, PortBlock.claim(), folder, settings, jvmOptions);
    }

    /** On the first port of a block that was claimed before, for servers that are to know each other; the server closes it. */
    static NameServerProcess start(
            NameServerProgram program,
            PortBlock ports,
            Path folder,
            Map<String, String> settings,
            List<String> jvmOptions) {
        try {
            Files.createDirectories(folder);
            var configuration = configuration(folder, ports.port(1), settings);
            var server = new NameServerProcess(program, folder, configuration, ports, jvmOptions);
            if (settings.getOrDefault("tls.server.mode", "").equals("enforcing")) {
                server.process.awaitOutput("boot success"); // whoever asks in plain text is not answered
            } else {
                server.awaitService();
            }
            return server;
        } catch (IOException e) {
            ports.close();
            throw new UncheckedIOException("a name server cannot be set up in " + folder, e);
        } catch (RuntimeException e) {
            ports.close();
            throw e;
        }
    }

    /** The port it listens on. */
    public int port() {
        return ports.port(1);
    }

    /** {@code 127.0.0.1:PORT}, as brokers and clients want it. */
    public String address() {
        return "127.0.0.1:" + port();
    }

    /** Asks it for routes as any client would. */
    RouteProbe routes() {
        return new RouteProbe(port());
    }

    /** Where its files are. */
    Path folder() {
        return folder;
    }

    /** The file with everything it has printed. */
    public Path log() {
        return process.log();
    }

    /** SIGTERM; returns its exit code. */
    public int stop() {
        process.terminate();
        return process.awaitExit(TIME_TO_STOP);
    }

    /** SIGKILL; returns when it is gone. */
    public void kill() {
        process.kill();
    }

    /** SIGSTOP: it does nothing, and does not notice, until {@link #thaw}. */
    public void freeze() {
        process.signal("STOP");
    }

    /** SIGCONT. */
    public void thaw() {
        process.signal("CONT");
    }

    /** Starts it again after {@link #stop} or {@link #kill}. */
    public void restart() {
        process = launch();
        awaitService();
    }

    @Override
    public void close() {
        process.close();
        ports.close();
    }

    ChildProcess process() {
        return process;
    }

    /** For what the system tells of it. */
    public long pid() {
        return process.process().pid();
    }

    private ChildProcess launch() {
        var environment = new HashMap<>(program.environment());
        environment.put("JAVA_OPT_EXT", jvmOptions);
        return ChildProcess.start(
                folder.getFileName().toString(), folder, program.command(folder, configuration), environment);
    }

    private void awaitService() {
        try {
            Waiting.within(Duration.ofMinutes(3), "name server " + address() + " to answer")
                    .until(this::isServing);
        } catch (RuntimeException e) {
            process.close();
            throw e;
        }
    }

    private boolean isServing() {
        if (!process.isAlive()) {
            throw new IllegalStateException("the name server ended before it served:\n" + process.tail());
        }
        return routes().isAnswered();
    }

    private static Path configuration(Path folder, int port, Map<String, String> settings) throws IOException {
        var lines = new ArrayList<>(List.of(
                "listenPort=" + port,
                "httpPort=-1", // hundreds of servers at once; a test that wants it says where
                "bindAddress=127.0.0.1",
                "rocketmqHome=" + folder.resolve("rocketmq-home"),
                "kvConfigPath=" + folder.resolve("kvConfig.json"),
                "configStorePath=" + folder.resolve("stored.properties")));
        settings.forEach((key, value) -> lines.add(key + "=" + value));
        return Files.write(folder.resolve("namesrv.properties"), lines);
    }
}
