package io.lodestar.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process of ours, its output in a file. */
public final class ChildProcess implements AutoCloseable {
    private static final Duration TIME_TO_LEAVE = Duration.ofSeconds(20);
    private static final int LINES_SHOWN = 40;

    private final String name;
    private final Process process;
    private final Path log;

    private ChildProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
        Reaper.watch(process);
    }

    /** Starts a program whose whole output goes to {@code name.log} in the folder. */
    public static ChildProcess start(String name, Path folder, List<String> command, Map<String, String> environment) {
        var log = folder.resolve(name + ".log");
        var builder = builder(folder, command, environment)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        return start(name, builder, log);
    }

    /** Starts a program whose errors go to {@code name.log}; the caller writes to its input and reads its output. */
    static ChildProcess startConversation(String name, Path folder, List<String> command) {
        var log = folder.resolve(name + ".log");
        var builder = builder(folder, command, Map.of()).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        return start(name, builder, log);
    }

    /** For what the system tells of it. */
    public Process process() {
        return process;
    }

    Path log() {
        return log;
    }

    /** Whether it still runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits until the log shows the text; fails at once when the process ends before. */
    void awaitOutput(String text) {
        Waiting.until(name + " to print \"" + text + "\", see " + log).until(() -> {
            if (output().contains(text)) {
                return true;
            }
            if (!process.isAlive()) {
                throw new IllegalStateException(name + " ended with " + process.exitValue() + " before it printed \""
                        + text + "\":\n" + tail());
            }
            return false;
        });
    }

    /** The exit code, once the process has ended by itself. */
    public int awaitExit(Duration patience) {
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException(
                        name + " did not end within " + patience.toSeconds() + " s:\n" + tail());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the end of " + name, e);
        }
    }

    /** SIGTERM; does not wait. */
    public void terminate() {
        process.destroy();
    }

    /** Sends a signal, named without SIG; does not wait for its effect. */
    void signal(String signal) {
        try {
            var kill = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start();
            int exitCode = kill.waitFor();
            if (exitCode != 0) {
                throw new IllegalStateException(name + " did not get SIG" + signal + ": kill ended with " + exitCode);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("kill cannot be run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while sending SIG" + signal + " to " + name, e);
        }
    }

    /** SIGKILL; returns when the process is gone. */
    public void kill() {
        process.destroyForcibly();
        awaitExit(TIME_TO_LEAVE);
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
    }

    String output() {
        return text(log);
    }

    /** The end of the log. */
    public String tail() {
        return tail(log);
    }

    /** The end of any log, under its name. */
    static String tail(Path log) {
        var lines = text(log).lines().toList();
        var shown = lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size());
        return "--- " + log + "\n" + String.join("\n", shown) + "\n";
    }

    private static String text(Path log) {
        try {
            return Files.readString(log, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(log + " cannot be read", e);
        }
    }

    private static ProcessBuilder builder(Path folder, List<String> command, Map<String, String> environment) {
        var builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().putAll(environment);
        return builder;
    }

    private static ChildProcess start(String name, ProcessBuilder builder, Path log) {
        try {
            return new ChildProcess(name, builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be started", e);
        }
    }
}
