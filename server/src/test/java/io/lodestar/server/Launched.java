package io.lodestar.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A process under test, its output kept in files of its own. */
final class Launched implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 60;

    private final Process process;
    private final Path output;
    private final Path errors;

    private Launched(Process process, Path output, Path errors) {
        this.process = process;
        this.output = output;
        this.errors = errors;
    }

    /** Starts the server as built, by its launcher, on the JDK of the tests and with a home of its own in the folder. */
    static Launched server(Path folder, String... arguments) throws IOException {
        var launcher = Path.of("..", "bin", "mqnamesrv").toAbsolutePath().normalize();
        var command = new ArrayList<String>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        var environment =
                Map.of("JAVA_HOME", System.getProperty("java.home"), "JAVA_OPTS", "-Xmx64m -Duser.home=" + folder);
        return command(folder, environment, command);
    }

    static Launched command(Path folder, Map<String, String> environment, List<String> command) throws IOException {
        var output = Files.createTempFile(folder, "output", ".txt");
        var errors = Files.createTempFile(folder, "errors", ".txt");
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        builder.environment().remove("ROCKETMQ_HOME");
        builder.environment().putAll(environment);
        return new Launched(builder.start(), output, errors);
    }

    /** The jar of the build under test. */
    static Path serverJar() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target").toAbsolutePath())) {
            return files.filter(file -> file.getFileName()
                            .toString()
                            .matches("lodestar-server-.*(?<!-sources|-tests|-javadoc)\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("the jar is not built: run mvn package first"));
        }
    }

    Launched awaitOutput(String text) {
        Awaitility.await("standard output with: " + text)
                .atMost(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .until(() -> output().contains(text) || !process.isAlive());
        assertThat(output())
                .as("standard output; standard error is: " + errors())
                .contains(text);
        return this;
    }

    int awaitExit() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .as("the process ends within %d s", PATIENCE_SECONDS)
                .isTrue();
        return process.exitValue();
    }

    /** Sends SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** Sends SIGKILL, and waits until nothing is left of the process. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    long pid() {
        return process.pid();
    }

    String output() {
        return read(output);
    }

    String errors() {
        return read(errors);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
