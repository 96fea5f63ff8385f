package io.lodestar.server.peers;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an entry says: each fact has a name and a text that is fit for people, and two entries say the same if all of their facts do. Immutable.
 *
 * @param digest of all facts
 */
record Facts(SortedMap<String, String> values, Digest digest) {
    /** More of a text is told by its length and its digest. */
    static final int MAX_TEXT = 200;

    Facts {
        values = Collections.unmodifiableSortedMap(values);
    }

    /** Takes over the map. */
    static Facts of(SortedMap<String, String> values, Hasher hasher) {
        return new Facts(values, hasher.of(values));
    }

    /** Returns the facts that consist of one. */
    static Facts of(String name, String value, Hasher hasher) {
        var values = new TreeMap<String, String>();
        values.put(name, shortened(value, hasher));
        return of(values, hasher);
    }

    private static String shortened(String value, Hasher hasher) {
        return value.length() <= MAX_TEXT
                ? value
                : value.substring(0, MAX_TEXT) + "… (" + value.length() + " characters, digest " + hasher.of(value)
                        + ")";
    }
}
