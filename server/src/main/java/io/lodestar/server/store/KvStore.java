package io.lodestar.server.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The KV configuration: namespace, key, value. Readers never wait; writers take turns, and a change that has returned is
 * on disk. A change that fails leaves memory as it was; the file has the old or the new content, whole.
 */
public final class KvStore {

    private final ReentrantLock writer = new ReentrantLock();
    private final KeptFile<KvTable> file;

    /** Replaced under {@link #writer}. */
    private volatile KvTable table;

    private KvStore(KeptFile<KvTable> file, KvTable table) {
        this.file = file;
        this.table = table;
    }

    /** Loads the file, or starts empty when there is none. */
    public static KvStore open(Path path) throws IOException {
        var file = new KeptFile<>(path.toAbsolutePath(), new KvJson());
        return new KvStore(file, file.load());
    }

    /** The value of a key; empty if there is none. */
    public Optional<String> get(String namespace, String key) {
        return table.find(namespace, key);
    }

    /** All keys of a namespace and their values; empty if there is no such namespace. */
    public Optional<SortedMap<String, String>> list(String namespace) {
        return table.list(namespace);
    }

    /** Puts a value. Without a value the namespace comes into being and the key has none. */
    public void put(String namespace, String key, Optional<String> value) throws IOException {
        change(known ->
                value.map(text -> known.with(namespace, key, text)).orElseGet(() -> known.withAbsent(namespace, key)));
    }

    /** Removes a key; its namespace stays. The file is rewritten even if there was no such key. */
    public void delete(String namespace, String key) throws IOException {
        change(known -> known.without(namespace, key));
    }

    private void change(Change change) throws IOException {
        writer.lock();
        try {
            var changed = change.appliedTo(table);
            file.write(changed);
            table = changed;
        } finally {
            writer.unlock();
        }
    }

    /** Makes the next table of the present one. */
    private interface Change {
        KvTable appliedTo(KvTable known);
    }
}
