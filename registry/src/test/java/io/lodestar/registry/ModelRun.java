package io.lodestar.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Drives two subjects by the same steps and finds the shortest way to where they differ. */
final class ModelRun {
    private final Supplier<Subject> actual;
    private final Supplier<Subject> expected;

    ModelRun(Supplier<Subject> actual, Supplier<Subject> expected) {
        this.actual = actual;
        this.expected = expected;
    }

    /** Returns a report with as few steps as show the difference; empty when there is none. */
    Optional<String> difference(List<Step> steps) {
        return run(steps).map(found -> report(shrink(steps)));
    }

    private String report(List<Step> steps) {
        var report = new StringBuilder(steps.size() + " steps:");
        steps.forEach(step -> report.append("\n  ").append(step));
        return report.append('\n').append(run(steps).orElseThrow()).toString();
    }

    private Optional<String> run(List<Step> steps) {
        var left = actual.get();
        var right = expected.get();
        return steps.stream()
                .map(step -> compare(step, left, right))
                .flatMap(Optional::stream)
                .findFirst();
    }

    // Whatever the registry throws is a difference to be shrunk like any other.
    @SuppressWarnings("IllegalCatch")
    private static Optional<String> compare(Step step, Subject actual, Subject expected) {
        try {
            var answers = compare("answer", step.applyTo(actual), step.applyTo(expected));
            return answers.isPresent() ? answers : compare("picture", actual.picture(), expected.picture());
        } catch (RuntimeException | AssertionError failure) {
            return Optional.of(failure + " at " + failure.getStackTrace()[0]);
        }
    }

    private static Optional<String> compare(String what, Object actual, Object expected) {
        return actual.equals(expected)
                ? Optional.empty()
                : Optional.of("last " + what + ":\n  expected " + expected + "\n  but was  " + actual);
    }

    /** Cuts out ever smaller pieces for as long as a difference is left. */
    private List<Step> shrink(List<Step> failing) {
        var steps = failing;
        for (int piece = failing.size() / 2; piece > 0; piece /= 2) {
            int before;
            do {
                before = steps.size();
                steps = withoutPieces(steps, piece);
            } while (piece == 1 && steps.size() < before);
        }
        return steps;
    }

    private List<Step> withoutPieces(List<Step> failing, int piece) {
        var steps = failing;
        int at = 0;
        while (at < steps.size()) {
            var cut = new ArrayList<>(steps);
            cut.subList(at, Math.min(at + piece, cut.size())).clear();
            if (run(cut).isPresent()) {
                steps = cut;
            } else {
                at += piece;
            }
        }
        return steps;
    }
}
