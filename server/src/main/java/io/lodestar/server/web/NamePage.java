package io.lodestar.server.web;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Predicate;

/** The first names in order behind a place, out of any number that are offered in no order. Confined to one request. */
final class NamePage {
    private final Optional<String> after;
    private final int limit;
    private final long maxCharacters;
    /** The last in order first, so that it can make room. */
    private final PriorityQueue<String> first = new PriorityQueue<>(Comparator.reverseOrder());

    private long characters;
    private long total;
    /** The first name that did not fit on the page. */
    private Optional<String> putOut = Optional.empty();

    NamePage(Optional<String> after, int limit, long maxCharacters) {
        this.after = after;
        this.limit = limit;
        this.maxCharacters = maxCharacters;
    }

    /** Offers a name, which counts if it is wanted. */
    void offer(String name, Predicate<String> wanted) {
        if (!wanted.test(name)) {
            return;
        }
        total++;
        boolean behind = after.map(place -> name.compareTo(place) > 0).orElse(true);
        boolean before = putOut.map(place -> name.compareTo(place) < 0).orElse(true);
        if (!behind || !before) {
            return;
        }
        first.add(name);
        characters += name.length();
        while (first.size() > limit || (characters > maxCharacters && first.size() > 1)) {
            var last = first.remove();
            characters -= last.length();
            putOut = Optional.of(last);
        }
    }

    /** Returns the names of the page in order. */
    List<String> names() {
        var names = new ArrayList<>(first);
        Collections.sort(names);
        return names;
    }

    /** Returns how many names were wanted, also on other pages. */
    long total() {
        return total;
    }

    /** Returns behind which place the next page begins; empty when this is the last. */
    Optional<String> next() {
        return putOut.isPresent() ? Optional.of(Asked.cursor(first.element())) : Optional.empty();
    }
}
