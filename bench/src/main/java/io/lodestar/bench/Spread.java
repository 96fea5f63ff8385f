package io.lodestar.bench;

import java.util.Arrays;

/** The same figure of several rounds. Immutable. */
final class Spread {
    private final double[] rounds;

    private Spread(double[] rounds) {
        this.rounds = rounds;
    }

    static Spread of(double... rounds) {
        return new Spread(rounds.clone());
    }

    boolean isEmpty() {
        return rounds.length == 0;
    }

    int count() {
        return rounds.length;
    }

    /** The one in the middle; the mean of the two when there is none. */
    double median() {
        var sorted = rounds.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    double least() {
        return Arrays.stream(rounds).min().orElseThrow();
    }

    double most() {
        return Arrays.stream(rounds).max().orElseThrow();
    }

    /** Round by round, as far as both go; rounds in which the other has nothing but 0 are left out. */
    Spread dividedBy(Spread other) {
        int count = Math.min(rounds.length, other.rounds.length);
        var ratios = new double[count];
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (other.rounds[i] != 0) {
                ratios[kept++] = rounds[i] / other.rounds[i];
            }
        }
        return new Spread(Arrays.copyOf(ratios, kept));
    }
}
