package io.lodestar.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that shall not speak HTTP carries nothing of it, as the JVM's own list of what it loaded shows. */
class HttpOffIT {
    private static final List<String> OF_HTTP = List.of(
            "io.lodestar.server.http.",
            "io.lodestar.server.web.",
            "io.netty.handler.codec.http.",
            "io.micrometer.",
            "io.prometheus.");

    @TempDir
    private Path folder;

    @Test
    void withHttpOffNoneOfItsClassesIsLoaded() throws Exception {
        assertThat(loadedWith("httpPort=-1")).isEmpty();
    }

    @Test
    void withHttpOnTheyAreLoaded() throws Exception {
        assertThat(loadedWith("httpPort=0")).hasSizeGreaterThan(20);
    }

    /** Starts and stops a server, and returns those of its classes that belong to HTTP. */
    private List<String> loadedWith(String setting) throws IOException, InterruptedException {
        var config = Files.writeString(
                folder.resolve("namesrv.properties"),
                "bindAddress=127.0.0.1\nlistenPort=0\nstateFolder=state\n" + setting + "\n");
        var classes = folder.resolve("classes.txt");
        var launcher = Path.of("..", "bin", "mqnamesrv").toAbsolutePath().normalize();
        var environment = Map.of(
                "JAVA_HOME",
                System.getProperty("java.home"),
                "JAVA_OPTS",
                "-Xmx64m -Duser.home=" + folder + " -Xlog:class+load:file=" + classes);
        var command = List.of(launcher.toString(), "-c", config.toString());
        try (var server = Launched.command(folder, environment, command)) {
            server.awaitOutput("boot success");
            Awaitility.await("the list of classes").until(() -> Files.size(classes) > 0);
            server.terminate();
            assertThat(server.awaitExit()).isZero();
        }
        try (Stream<String> lines = Files.lines(classes)) {
            return lines.filter(line -> OF_HTTP.stream().anyMatch(line::contains))
                    .toList();
        }
    }
}
