package io.lodestar.bench;

import io.lodestar.bench.process.EchoProgram;
import io.lodestar.bench.process.Server;
import io.lodestar.bench.process.ServerProcess;
import io.lodestar.bench.trial.Launcher;
import io.lodestar.bench.trial.Party;
import io.lodestar.interop.PortBlock;
import io.lodestar.server.NameServer;
import io.lodestar.server.StartException;
import io.lodestar.server.config.Configuration;
import io.lodestar.server.config.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Our server in this process, in whoever's place; a process is started for the echo only. */
final class InProcess implements Launcher {
    private final Optional<EchoProgram> echo;

    InProcess(Path folder) throws IOException, InterruptedException {
        this.echo = EchoProgram.compile(folder);
    }

    @Override
    public boolean canStart(Party party) {
        return party != Party.ECHO || echo.isPresent();
    }

    @Override
    public Server start(Party party, Path folder) throws IOException {
        var ports = PortBlock.claim();
        var file = Files.write(
                folder.resolve("namesrv.properties"),
                List.of(
                        "listenPort=" + ports.port(1),
                        "bindAddress=127.0.0.1",
                        "rocketmqHome=" + folder,
                        "kvConfigPath=" + folder.resolve("kvConfig.json"),
                        "configStorePath=" + folder.resolve("stored.properties")));
        try {
            return new Running(NameServer.start(Configuration.fromFile(file)), ports);
        } catch (ConfigurationException | StartException e) {
            throw new IOException(e);
        }
    }

    @Override
    public Server startEcho(Path folder, byte[] answer) throws IOException {
        var file = Files.write(folder.resolve("answer"), answer);
        return ServerProcess.start((home, port) -> echo.orElseThrow().command(port, file), folder);
    }

    private record Running(NameServer server, PortBlock ports) implements Server {
        @Override
        public int port() {
            return ports.port(1);
        }

        @Override
        public long pid() {
            return ProcessHandle.current().pid();
        }

        @Override
        public Duration startTime() {
            return Duration.ofMillis(1);
        }

        @Override
        public void close() {
            server.close();
            ports.close();
        }
    }
}
