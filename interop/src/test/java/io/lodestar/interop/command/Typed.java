package io.lodestar.interop.command;

import io.lodestar.interop.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs the built command in a process of its own, and keeps what it printed. */
final class Typed {
    private static final int PATIENCE_SECONDS = 60;

    private Typed() {}

    /** What came of a command. */
    record Outcome(int exitCode, String output, String errors) {
        /** Everything as people see it: results, then messages, then the exit code unless all went well. */
        String seen() {
            return output + errors + (exitCode == 0 ? "" : "(exit code " + exitCode + ")\n");
        }
    }

    /** A command that runs, and the files that take what it prints. */
    record Running(Process process, Path outputFile, Path errorsFile) {
        Outcome await() {
            try {
                if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new AssertionError("the command did not end within " + PATIENCE_SECONDS + " s; it printed "
                            + output() + content(errorsFile));
                }
                return new Outcome(process.exitValue(), output(), content(errorsFile));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while a command ran", interrupted);
            }
        }

        /** What it printed so far. */
        String output() {
            return content(outputFile);
        }
    }

    static Outcome run(String... words) {
        return run(Map.of(), words);
    }

    static Outcome run(Map<String, String> environment, String... words) {
        return start(environment, words).await();
    }

    /** Lets a shell run the command, which its script has as {@code "$0" "$@"}. */
    static Outcome runIn(String script, String... words) {
        return start(List.of("bash", "-c", script), Map.of(), words).await();
    }

    static Running start(Map<String, String> environment, String... words) {
        return start(List.of(), environment, words);
    }

    private static Running start(List<String> shell, Map<String, String> environment, String... words) {
        var command = new ArrayList<>(shell);
        command.add(Checkout.path("bin/lodestar").toString());
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("LODESTAR_") || name.equals("NAMESRV_ADDR"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        try {
            var folder = Files.createDirectories(Checkout.path("interop/target/scenes/commands"));
            var output = Files.createTempFile(folder, "output", ".txt");
            var errors = Files.createTempFile(folder, "errors", ".txt");
            var process = builder.redirectOutput(output.toFile())
                    .redirectError(errors.toFile())
                    .start();
            process.getOutputStream().close();
            return new Running(process, output, errors);
        } catch (IOException e) {
            throw new UncheckedIOException("bin/lodestar cannot be started", e);
        }
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
