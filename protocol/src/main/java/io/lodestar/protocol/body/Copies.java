package io.lodestar.protocol.body;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** Immutable copies in natural order, so that equal bodies have equal bytes. */
final class Copies {
    private Copies() {}

    static <K extends Comparable<K>, V> SortedMap<K, V> sorted(Map<K, V> source) {
        return sorted(source, UnaryOperator.identity());
    }

    static <K extends Comparable<K>, E> SortedMap<K, List<E>> sortedLists(Map<K, List<E>> source) {
        return sorted(source, List::copyOf);
    }

    static <K extends Comparable<K>, E extends Comparable<E>> SortedMap<K, SortedSet<E>> sortedSets(
            Map<K, SortedSet<E>> source) {
        return sorted(source, Copies::sortedSet);
    }

    private static <E extends Comparable<E>> SortedSet<E> sortedSet(Collection<E> source) {
        return Collections.unmodifiableSortedSet(new TreeSet<>(source));
    }

    private static <K extends Comparable<K>, V> SortedMap<K, V> sorted(Map<K, V> source, UnaryOperator<V> copy) {
        var sorted = new TreeMap<K, V>();
        source.forEach((key, value) -> sorted.put(key, copy.apply(value)));
        return Collections.unmodifiableSortedMap(sorted);
    }
}
