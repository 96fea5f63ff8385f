package io.lodestar.bench;

import io.lodestar.bench.jmh.Jmh;
import java.util.List;
import org.openjdk.jmh.runner.RunnerException;

/** {@code lodestar bench}. */
public final class Bench {
    private Bench() {}

    /** Runs what the arguments name. */
    public static void main(String[] arguments) throws RunnerException {
        var words = List.of(arguments);
        if (!words.isEmpty() && words.get(0).equals("jmh")) {
            Jmh.run(words.subList(1, words.size()));
        } else {
            throw new IllegalArgumentException("usage: lodestar bench jmh [REGEX...]");
        }
    }
}
