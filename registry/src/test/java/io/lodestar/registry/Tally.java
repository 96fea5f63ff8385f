package io.lodestar.registry;

import static java.util.stream.Collectors.joining;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.LongStream;

/** Counts what came up in a model test. Thread-safe. */
final class Tally {
    private final AtomicLongArray steps = new AtomicLongArray(OperationKind.values().length);
    private final AtomicLongArray occurrences = new AtomicLongArray(Occurrence.values().length);

    void step(Step step) {
        steps.incrementAndGet(step.kind().ordinal());
    }

    void happened(Occurrence occurrence) {
        occurrences.incrementAndGet(occurrence.ordinal());
    }

    /** Counts an occurrence if there was one. */
    void happened(Occurrence occurrence, boolean really) {
        if (really) {
            happened(occurrence);
        }
    }

    List<OperationKind> stepsThatNeverRan() {
        return Arrays.stream(OperationKind.values())
                .filter(kind -> steps.get(kind.ordinal()) == 0)
                .toList();
    }

    List<Occurrence> neverHappened() {
        return Arrays.stream(Occurrence.values())
                .filter(occurrence -> occurrences.get(occurrence.ordinal()) == 0)
                .toList();
    }

    void print(PrintStream out) {
        long all = LongStream.range(0, steps.length())
                .map(index -> steps.get((int) index))
                .sum();
        out.printf(
                "%d steps%n%s%nand what came of them%n%s%n",
                all, lines(OperationKind.values(), steps), lines(Occurrence.values(), occurrences));
    }

    private static String lines(Enum<?>[] what, AtomicLongArray counts) {
        return Arrays.stream(what)
                .map(one -> String.format("%12d  %s", counts.get(one.ordinal()), one))
                .collect(joining("\n"));
    }
}
