package io.lodestar.bench;

import io.lodestar.bench.trial.Party;
import io.lodestar.bench.trial.Target;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whether a promise was kept.
 *
 * @param found what it was held against; empty when nobody was there to compare with
 * @param kept whether the median of every comparison is within the limit
 */
record Verdict(Target target, List<Spread> found, boolean kept) {
    /** Copies what it is given. */
    Verdict {
        found = List.copyOf(found);
    }

    /** Holds a promise against what was measured. */
    static Verdict of(Target target, Results results) {
        var found =
                comparisons(target, results).filter(spread -> !spread.isEmpty()).toList();
        boolean kept = found.stream().allMatch(spread -> within(target, spread.median()));
        return new Verdict(target, found, kept && !found.isEmpty());
    }

    private static Stream<Spread> comparisons(Target target, Results results) {
        return switch (target.bound()) {
            case OF_APACHE ->
                Stream.of(
                        results.ratios(Party.APACHE, target.line()), results.ratios(Party.APACHE_ALIKE, target.line()));
            case OF_ECHO -> Stream.of(results.ratios(Party.ECHO, target.line()));
            case VALUE, AT_LEAST -> Stream.of(results.figures(Party.LODESTAR, target.line()));
        };
    }

    private static boolean within(Target target, double value) {
        return target.bound() == Target.Bound.AT_LEAST ? value >= target.limit() : value <= target.limit();
    }
}
