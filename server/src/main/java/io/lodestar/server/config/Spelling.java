package io.lodestar.server.config;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses which key a misspelt name was meant to be. */
final class Spelling {

    private static final int MAX_MISTAKES = 3;

    private Spelling() {}

    /** The known name nearest to this one, if it is near enough to be a slip of the hand. */
    static Optional<String> nearest(String name) {
        var limit = Math.min(MAX_MISTAKES, name.length() / 3);
        return Keys.all().stream()
                .map(Key::name)
                // Names come from afar, at any length: only those that can match are worth a comparison.
                .filter(known -> Math.abs(known.length() - name.length()) <= limit)
                .filter(known -> distance(name, known) <= limit)
                .min(Comparator.comparingInt(known -> distance(name, known)));
    }

    /** A question to end a sentence with, or nothing. */
    static String hint(String name) {
        return nearest(name).map(known -> "; did you mean " + known + "?").orElse("");
    }

    /** How many letters must be put in, taken out or replaced to make one name of the other, case aside. */
    private static int distance(String one, String other) {
        var from = one.toLowerCase(Locale.ROOT);
        var to = other.toLowerCase(Locale.ROOT);
        var costs = new int[to.length() + 1];
        for (var column = 0; column <= to.length(); column++) {
            costs[column] = column;
        }
        for (var row = 1; row <= from.length(); row++) {
            var diagonal = costs[0];
            costs[0] = row;
            for (var column = 1; column <= to.length(); column++) {
                var replaced = diagonal + (from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1);
                diagonal = costs[column];
                costs[column] = Math.min(replaced, 1 + Math.min(costs[column], costs[column - 1]));
            }
        }
        return costs[to.length()];
    }
}
