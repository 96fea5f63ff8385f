package io.lodestar.bench;

import io.lodestar.bench.process.Pinning;
import io.lodestar.bench.trial.Schedule;
import io.lodestar.interop.Checkout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Where and with what a run was made, for its reader. */
final class Machine {
    private Machine() {}

    /** The head of a report. */
    static String describe(Pinning pinning, Schedule schedule) throws IOException, InterruptedException {
        return String.join(
                "\n",
                "- machine: " + processor() + ", " + pinning.describe() + "; "
                        + value("/proc/meminfo", "MemTotal") + " RAM; Linux "
                        + System.getProperty("os.version") + "; load average at the start "
                        + first("/proc/loadavg"),
                "- JDK: " + System.getProperty("java.vm.name") + " " + Runtime.version(),
                "- commit: " + output("git", "-C", Checkout.path(".").toString(), "describe", "--always", "--dirty"),
                String.format(
                        Locale.ROOT,
                        "- settings: %d rounds of %s each, warmed up for %s to %s; ratios are medians, with the least and"
                                + " the most of the rounds",
                        schedule.rounds(),
                        seconds(schedule.measure().toMillis()),
                        seconds(schedule.leastWarmUp().toMillis()),
                        seconds(schedule.mostWarmUp().toMillis())),
                "- Apache: release 5.5.0 with " + String.join(" ", Parties.OF_RUNSERVER),
                "- Apache, JVM as ours: the same with " + String.join(" ", Parties.ofOurLauncher()),
                "- Lodestar: bin/mqnamesrv as it is",
                "- C echo: gcc -O2, one epoll thread; answers as many bytes as Lodestar did",
                "");
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f s", millis / 1e3);
    }

    private static String processor() throws IOException {
        return value("/proc/cpuinfo", "model name");
    }

    private static String value(String file, String name) throws IOException {
        try (var lines = Files.lines(Path.of(file), StandardCharsets.UTF_8)) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        }
    }

    private static String first(String file) throws IOException {
        return Files.readString(Path.of(file)).strip().split(" ", 2)[0];
    }

    private static String output(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return process.waitFor() == 0 ? text : "unknown";
    }
}
