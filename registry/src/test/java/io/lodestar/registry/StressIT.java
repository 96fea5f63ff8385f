package io.lodestar.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openjdk.jcstress.infra.runners.TestList;

/**
 * Runs the stress tests of this package. Each gets a process of its own for a fraction of a second. With {@code -Dlodestar.stress=tough},
 * each gets one for every way in which a JVM may compile its two threads, and more time in it: a quarter of an hour or two for all.
 */
class StressIT {
    private static final Path FOLDER = Path.of("target", "stress").toAbsolutePath();
    private static final Path OUTPUT = FOLDER.resolve("output.txt");

    /** Compiled by C1 alone: in a run this short, C2 would do nothing but compile. */
    private static final String QUICK = "-m quick -iters 1 -strideCount 4 -pth false -sc false -af NONE -hs 128"
            + " -jvmArgs -XX:+UseSerialGC -jvmArgs -XX:TieredStopAtLevel=1";

    private static final String TOUGH = "-m quick -iters 3 -hs 128";

    @Test
    @Timeout(value = 38, unit = TimeUnit.MINUTES)
    void noTwoThreadsShowWhatIsForbidden() throws Exception {
        assumeThat(Runtime.getRuntime().availableProcessors())
                .as("processors, one for each of two threads")
                .isGreaterThan(1);

        int status = run(settings(System.getProperty("lodestar.stress", "quick")));

        assertThat(results())
                .as("results; all output is in %s", OUTPUT)
                .contains("Failed tests: No matches", "Error tests: No matches")
                .contains("All remaining tests: " + TestList.tests().size() + " matching");
        assertThat(status).as("exit status; the output is in %s", OUTPUT).isZero();
    }

    private static String settings(String wanted) {
        return switch (wanted) {
            case "quick" -> QUICK;
            case "tough" -> TOUGH;
            default -> throw new IllegalArgumentException("lodestar.stress is " + wanted + ", neither quick nor tough");
        };
    }

    private static int run(String settings) throws IOException, InterruptedException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        var command = new ArrayList<>(
                List.of(java.toString(), "-cp", System.getProperty("java.class.path"), "org.openjdk.jcstress.Main"));
        command.addAll(List.of(settings.split(" ")));
        Files.createDirectories(FOLDER);
        var process = new ProcessBuilder(command)
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .redirectOutput(OUTPUT.toFile())
                .start();
        try {
            return process.waitFor();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static String results() throws IOException {
        var output = Files.readString(OUTPUT, UTF_8);
        return output.substring(Math.max(0, output.indexOf("RUN RESULTS")));
    }
}
