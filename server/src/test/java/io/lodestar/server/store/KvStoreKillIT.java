package io.lodestar.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a process amid its writes, again and again: what was acknowledged must be there, and the file whole. */
class KvStoreKillIT {

    private static final int ROUNDS = 5;
    private static final int MOST_PUTS_PER_ROUND = 20;
    private static final String NAMESPACE = "n";
    private static final String COUNTER = "counter";

    @TempDir
    private Path folder;

    @Test
    void aKilledProcessLosesNothingItAcknowledged() throws Exception {
        var path = folder.resolve("kvConfig.json");
        var random = new Random(42);
        var acknowledged = 0;

        for (var round = 0; round < ROUNDS; round++) {
            acknowledged = killAmidWrites(path, acknowledged, 1 + random.nextInt(MOST_PUTS_PER_ROUND));

            var store = KvStore.open(path);
            var found = Integer.parseInt(store.get(NAMESPACE, COUNTER).orElseThrow());
            assertThat(found)
                    .as("round %d, last acknowledged %d", round, acknowledged)
                    .isBetween(acknowledged, acknowledged + 1);
            assertThat(folder).isDirectoryNotContaining("glob:**.tmp").isDirectoryNotContaining("glob:**.damaged");
            acknowledged = found;
        }
    }

    /** The last number that the process acknowledged before it died. */
    private static int killAmidWrites(Path path, int from, int puts) throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Putter.class.getName(),
                        path.toString(),
                        Integer.toString(from))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader answers = process.inputReader(StandardCharsets.UTF_8)) {
            var last = from;
            for (var line = answers.readLine(); line != null; line = answers.readLine()) {
                last = Integer.parseInt(line);
                if (last == from + puts) {
                    process.toHandle()
                            .destroyForcibly(); // unlike Process.destroyForcibly, leaves what was said readable
                }
            }
            process.waitFor();
            assertThat(last).as("the process counted until it was killed").isGreaterThanOrEqualTo(from + puts);
            return last;
        } finally {
            process.destroyForcibly();
        }
    }

    /** Counts in a store for ever, acknowledging each number when it is on disk. */
    static final class Putter {

        private static final int PADDING = 300_000;

        private Putter() {}

        public static void main(String[] arguments) throws IOException {
            var store = KvStore.open(Path.of(arguments[0]));
            store.put(NAMESPACE, "padding", Optional.of("x".repeat(PADDING)));
            var answers = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
            for (var number = Integer.parseInt(arguments[1]) + 1; ; number++) {
                store.put(NAMESPACE, COUNTER, Optional.of(Integer.toString(number)));
                answers.println(number);
            }
        }
    }
}
