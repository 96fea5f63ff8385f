package io.lodestar.interop.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Finds fewer steps that fail in the same way: first large cuts, then single steps. */
final class Shrinker {
    private static final int MOST_TRIALS = 150;

    private final Function<Set<Integer>, Optional<Failure>> trial;
    private int trials;

    Shrinker(Function<Set<Integer>, Optional<Failure>> trial) {
        this.trial = trial;
    }

    Set<Integer> shrink(Set<Integer> steps, Failure failure) {
        Set<Integer> needed = new TreeSet<>(steps);
        needed.removeIf(step -> step > failure.step());
        if (!failsAlike(needed, failure)) {
            return steps;
        }
        for (int cut = Math.max(1, needed.size() / 2); cut >= 1 && trials < MOST_TRIALS; cut /= 2) {
            needed = cutOut(needed, cut, failure);
        }
        return needed;
    }

    private Set<Integer> cutOut(Set<Integer> steps, int cut, Failure failure) {
        Set<Integer> needed = steps;
        List<Integer> order = new ArrayList<>(steps);
        for (int end = order.size(); end > 0 && trials < MOST_TRIALS; end -= cut) {
            Set<Integer> fewer = new TreeSet<>(needed);
            order.subList(Math.max(0, end - cut), end).forEach(fewer::remove);
            if (failsAlike(fewer, failure)) {
                needed = fewer;
            }
        }
        return needed;
    }

    private boolean failsAlike(Set<Integer> steps, Failure failure) {
        trials++;
        return trial.apply(steps)
                .map(found -> found.signature().equals(failure.signature()))
                .orElse(false);
    }
}
