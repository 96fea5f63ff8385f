package io.lodestar.interop.siege;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** How much a server's process takes, by its own account and the system's. */
final class Vitals {
    private static final Pattern LIVE = Pattern.compile("^Total\\s+\\d+\\s+(\\d+)", Pattern.MULTILINE);
    /** What Netty takes outside of the heap is none of the JVM's own kinds. */
    private static final Pattern OTHER = Pattern.compile("Other \\(reserved=\\d+KB, committed=(\\d+)KB");

    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final Pattern THREADS = Pattern.compile("Threads:\\s+(\\d+)");
    private static final long KIBIBYTE = 1024;

    private final long pid;

    Vitals(long pid) {
        this.pid = pid;
    }

    /** Bytes of all objects that can be reached; collects all garbage first. */
    long liveHeap() {
        return number(LIVE, jcmd("GC.class_histogram"));
    }

    /** Bytes outside of the heap that Netty and others have asked for; needs native memory tracking. */
    long direct() {
        return number(OTHER, jcmd("VM.native_memory")) * KIBIBYTE;
    }

    /** Bytes of its memory that are in RAM. */
    long resident() {
        return number(RESIDENT, status()) * KIBIBYTE;
    }

    /** How many threads it has. */
    long threads() {
        return number(THREADS, status());
    }

    /** How many files and connections it has open. */
    int openFiles() {
        try (var files = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            return (int) files.count();
        } catch (IOException gone) {
            throw new UncheckedIOException("process " + pid + " has ended", gone);
        }
    }

    /** Lets it open no more files than so many, whatever it was promised at its start. */
    void limitOpenFiles(int count) {
        run(List.of("prlimit", "--pid", Long.toString(pid), "--nofile=" + count + ":"));
    }

    private String status() {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "status"), StandardCharsets.US_ASCII);
        } catch (IOException gone) {
            throw new UncheckedIOException("process " + pid + " tells nothing of itself: it has ended", gone);
        }
    }

    private String jcmd(String command) {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        return run(List.of(jcmd, Long.toString(pid), command));
    }

    private static String run(List<String> command) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String text;
            try (var output = process.getInputStream()) {
                text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            }
            int exitCode = process.waitFor();
            if (exitCode != 0) {
                throw new IllegalStateException(command + " ended with " + exitCode + ": " + text);
            }
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(command + " cannot be run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while running " + command, e);
        }
    }

    private static long number(Pattern pattern, String text) {
        var found = pattern.matcher(text);
        if (!found.find()) {
            throw new IllegalStateException(
                    "no " + pattern + " in: " + text.lines().limit(5).toList());
        }
        return Long.parseLong(found.group(1));
    }
}
