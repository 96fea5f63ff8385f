package io.lodestar.interop.differential;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The first step of a sequence on which the servers disagreed.
 *
 * @param step where in the whole sequence
 * @param what the request, with its data version settled
 */
record Failure(int step, String what, List<Difference> differences) {
    /** Returns what must stay the same for a shorter sequence to show the same failure: the kind, not the names. */
    String signature() {
        return what.split(" ", 2)[0]
                + differences.stream()
                        .map(Difference::path)
                        .sorted()
                        .collect(Collectors.joining(",", " ", ""))
                        .replaceAll("q\\d+-", "");
    }

    @Override
    public String toString() {
        return "step " + step + ": " + what + "\n    "
                + differences.stream().map(Difference::toString).collect(Collectors.joining("\n    "));
    }
}
