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
 * Runs the stress tests of this package. Each gets a process of its own for about a second; with {@code -Dlodestar.stress=tough}, each is
 * compiled in all ways that the JVM knows, for half an hour together.
 */
class StressIT {
    private static final Path FOLDER = Path.of("target", "stress").toAbsolutePath();
    private static final Path OUTPUT = FOLDER.resolve("output.txt");

    private static final List<String> QUICK = List.of(
            "-m", "quick", "-iters", "1", "-sc", "false", "-af", "NONE", "-hs", "128", "-jvmArgs", "-XX:+UseSerialGC");
    private static final List<String> TOUGH = List.of("-m", "quick", "-hs", "128");

    @Test
    @Timeout(value = 38, unit = TimeUnit.MINUTES)
    void noTwoThreadsShowWhatIsForbidden() throws Exception {
        assumeThat(Runtime.getRuntime().availableProcessors())
                .as("processors, one for each of two threads")
                .isGreaterThan(1);

        int status = run(System.getProperty("lodestar.stress", "quick").equals("tough") ? TOUGH : QUICK);

        assertThat(results())
                .as("results; all output is in %s", OUTPUT)
                .contains("Failed tests: No matches", "Error tests: No matches")
                .contains("All remaining tests: " + TestList.tests().size() + " matching");
        assertThat(status).as("exit status; the output is in %s", OUTPUT).isZero();
    }

    private static int run(List<String> settings) throws IOException, InterruptedException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        var command = new ArrayList<>(
                List.of(java.toString(), "-cp", System.getProperty("java.class.path"), "org.openjdk.jcstress.Main"));
        command.addAll(settings);
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
