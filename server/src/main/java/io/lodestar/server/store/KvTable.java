package io.lodestar.server.store;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Namespace, key, value: an immutable table. The maps handed in must not be changed afterwards. */
record KvTable(SortedMap<String, SortedMap<String, String>> namespaces) {

    static final KvTable EMPTY = new KvTable(Collections.emptySortedMap());

    KvTable {
        namespaces = Collections.unmodifiableSortedMap(namespaces);
    }

    Optional<String> find(String namespace, String key) {
        return list(namespace).map(entries -> entries.get(key));
    }

    Optional<SortedMap<String, String>> list(String namespace) {
        return Optional.ofNullable(namespaces.get(namespace)).map(Collections::unmodifiableSortedMap);
    }

    /** How many namespaces and keys there are, together. */
    int size() {
        return namespaces.size()
                + namespaces.values().stream().mapToInt(SortedMap::size).sum();
    }

    /** How many characters the names and the values have, together. */
    long length() {
        long length = 0;
        for (var namespace : namespaces.entrySet()) {
            length += namespace.getKey().length();
            for (var entry : namespace.getValue().entrySet()) {
                length += entry.getKey().length() + entry.getValue().length();
            }
        }
        return length;
    }

    /** This table with a value put; the namespace comes into being if need be. */
    KvTable with(String namespace, String key, String value) {
        var entries = copyOf(namespace);
        entries.put(key, value);
        return with(namespace, entries);
    }

    /** This table with the namespace in it and the key not. */
    KvTable withAbsent(String namespace, String key) {
        var entries = copyOf(namespace);
        entries.remove(key);
        return with(namespace, entries);
    }

    /** This table without the key; its namespace stays, even when nothing is left in it. */
    KvTable without(String namespace, String key) {
        return namespaces.containsKey(namespace) ? withAbsent(namespace, key) : this;
    }

    private TreeMap<String, String> copyOf(String namespace) {
        return list(namespace).map(entries -> new TreeMap<>(entries)).orElseGet(TreeMap::new);
    }

    private KvTable with(String namespace, SortedMap<String, String> entries) {
        var changed = new TreeMap<>(namespaces);
        changed.put(namespace, entries);
        return new KvTable(changed);
    }
}
