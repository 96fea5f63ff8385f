package io.lodestar.server.insight;

import io.lodestar.registry.Registry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Whether a name looks like another: a slip of the hand makes one of the other. */
final class Similar {
    private static final int MAX_MISTAKES = 2;
    /** How many names are found for one. */
    private static final int MAX_FOUND = 5;

    private final String wanted;
    private final long letters;

    Similar(String wanted) {
        this.wanted = wanted.toLowerCase(Locale.ROOT);
        this.letters = letters(this.wanted);
    }

    /** Returns for each of some names those of all topics that look like it, by one walk over them. */
    static Map<String, List<String>> among(Registry registry, List<String> names) {
        var wanted = names.stream().map(Similar::new).toList();
        var found = new HashMap<String, List<String>>();
        registry.catalogue().each(topic -> {
            long letters = letters(topic);
            for (int i = 0; i < wanted.size(); i++) {
                if (wanted.get(i).looksLike(topic, letters)) {
                    var alike = found.computeIfAbsent(names.get(i), unseen -> new ArrayList<>());
                    if (alike.size() < MAX_FOUND) {
                        alike.add(topic);
                    }
                }
            }
        });
        return found;
    }

    /** Returns one bit for each of the letters of a name: names that are alike share most. */
    static long letters(String name) {
        long bits = 0;
        for (int i = 0; i < name.length(); i++) {
            bits |= 1L << Character.toLowerCase(name.charAt(i));
        }
        return bits;
    }

    /**
     * Returns whether the two are alike.
     *
     * @param lettersOfName as {@link #letters} returns them
     */
    boolean looksLike(String name, long lettersOfName) {
        // Each mistake takes one letter away and brings one in, at most.
        return Math.abs(name.length() - wanted.length()) <= mistakes()
                && Long.bitCount(letters ^ lettersOfName) <= 2 * mistakes()
                && distance(name.toLowerCase(Locale.ROOT)) <= mistakes();
    }

    private int mistakes() {
        return Math.min(MAX_MISTAKES, wanted.length() / 3);
    }

    /** How many letters must be put in, taken out, replaced or swapped with the next. */
    private int distance(String name) {
        var beforeLast = new int[name.length() + 1];
        var last = new int[name.length() + 1];
        for (int column = 0; column <= name.length(); column++) {
            last[column] = column;
        }
        for (int row = 1; row <= wanted.length(); row++) {
            var now = new int[name.length() + 1];
            now[0] = row;
            for (int column = 1; column <= name.length(); column++) {
                boolean same = wanted.charAt(row - 1) == name.charAt(column - 1);
                int best = Math.min(last[column - 1] + (same ? 0 : 1), 1 + Math.min(last[column], now[column - 1]));
                boolean swapped = row > 1
                        && column > 1
                        && wanted.charAt(row - 1) == name.charAt(column - 2)
                        && wanted.charAt(row - 2) == name.charAt(column - 1);
                now[column] = swapped ? Math.min(best, beforeLast[column - 2] + 1) : best;
            }
            beforeLast = last;
            last = now;
        }
        return last[name.length()];
    }
}
