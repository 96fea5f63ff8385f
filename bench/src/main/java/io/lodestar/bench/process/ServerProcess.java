package io.lodestar.bench.process;

import io.lodestar.interop.ChildProcess;
import io.lodestar.interop.PortBlock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A server in a process of its own, with its files in a folder of its own. */
public final class ServerProcess implements Server {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration TIME_TO_STOP = Duration.ofSeconds(20);
    private static final long POLL_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

    private final PortBlock ports;
    private final ChildProcess process;
    private final Duration startTime;

    private ServerProcess(PortBlock ports, ChildProcess process, Duration startTime) {
        this.ports = ports;
        this.process = process;
        this.startTime = startTime;
    }

    /** How a server is started. */
    public interface Recipe {
        /** The command, once the files that it needs are in the folder. */
        List<String> command(Path folder, int port) throws IOException;

        /** Variables of the environment. */
        default Map<String, String> environment() {
            return Map.of();
        }
    }

    /** Starts a server and returns as soon as it has answered a query. */
    public static ServerProcess start(Recipe recipe, Path folder) throws IOException {
        Files.createDirectories(folder);
        var ports = PortBlock.claim();
        var command = recipe.command(folder, ports.port(1));
        long start = System.nanoTime();
        var process = ChildProcess.start("server", folder, command, recipe.environment());
        awaitAnswer(process, ports.port(1), start);
        return new ServerProcess(ports, process, Duration.ofNanos(System.nanoTime() - start));
    }

    @Override
    public int port() {
        return ports.port(1);
    }

    @Override
    public long pid() {
        return process.process().pid();
    }

    @Override
    public Duration startTime() {
        return startTime;
    }

    @Override
    public void close() {
        process.terminate();
        process.awaitExit(TIME_TO_STOP);
        process.close();
        ports.close();
    }

    private static void awaitAnswer(ChildProcess process, int port, long start) throws IOException {
        while (!FirstQuery.isAnswered(port)) {
            if (!process.isAlive()) {
                throw new IOException("the server ended before it served:\n" + process.tail());
            }
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                process.kill();
                throw new IOException("the server did not serve within " + PATIENCE + ":\n" + process.tail());
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }
}
