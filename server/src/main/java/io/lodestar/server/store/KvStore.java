package io.lodestar.server.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Optional;
import java.util.Queue;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The KV configuration: namespace, key, value. Readers never wait; writers take turns, and a change that has returned is
 * on disk; changes that wait go there together. A change that fails leaves memory as it was; the file has the old or the new content, whole.
 */
public final class KvStore {
    /** The one namespace that means something to the name server (protocol 3.2): topic to {@code broker:queues;...}. */
    public static final String ORDER_NAMESPACE = "ORDER_TOPIC_CONFIG";

    private static final Logger LOG = LoggerFactory.getLogger(KvStore.class);

    private final ReentrantLock writer = new ReentrantLock();
    private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
    private final Keeper<KvTable> file;

    /** Replaced under {@link #writer}. */
    private volatile KvTable table;

    private volatile Runnable published = () -> {};
    private final LongAdder written = new LongAdder();
    private final LongAdder failed = new LongAdder();

    private KvStore(Keeper<KvTable> file, KvTable table) {
        this.file = file;
        this.table = table;
    }

    /** Loads the file, or starts empty when there is none. */
    public static KvStore open(Path path) throws IOException {
        if (Files.exists(path)) {
            OwnerOnly.exposure(path).ifPresent(LOG::warn);
        }
        var file = new KeptFile<>(path.toAbsolutePath(), new KvJson());
        return new KvStore(file, file.load());
    }

    /** Starts empty, and keeps nothing on disk. */
    public static KvStore inMemory() {
        return new KvStore(table -> {}, new KvJson().empty());
    }

    /** The value of a key; empty if there is none. */
    public Optional<String> get(String namespace, String key) {
        return table.find(namespace, key);
    }

    /** Which queues of a topic are ordered; empty if nothing is configured. */
    public Optional<String> orderConfig(String topic) {
        return get(ORDER_NAMESPACE, topic);
    }

    /** The names of all namespaces. */
    public SortedSet<String> namespaces() {
        return Collections.unmodifiableSortedSet(
                new TreeSet<>(table.namespaces().keySet()));
    }

    /** From now on, runs this after each change that readers may see; it must not wait. */
    public void tell(Runnable listener) {
        published = listener;
    }

    /** All keys of a namespace and their values; empty if there is no such namespace. */
    public Optional<SortedMap<String, String>> list(String namespace) {
        return table.list(namespace);
    }

    /** What is another object after each change. */
    public Object version() {
        return table;
    }

    /** How many namespaces and keys there are, together. */
    public int size() {
        return table.size();
    }

    /** How many characters the names and the values have, together. Looks at all of them. */
    public long length() {
        return table.length();
    }

    /** Returns how many changes were asked for since the start, and are kept. */
    public long changesKept() {
        return written.sum();
    }

    /** Returns how many changes could not be kept. */
    public long changesFailed() {
        return failed.sum();
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

    /** Writes the change, with all others that wait by then: the way to the disk is long, and as long for many as for one. */
    private void change(Change change) throws IOException {
        var mine = new Waiting(change);
        waiting.add(mine);
        writer.lock();
        try {
            if (mine.outcome.isEmpty()) {
                writeAll();
            }
        } finally {
            writer.unlock();
        }
        published.run();
        var outcome = mine.outcome.orElseThrow();
        (outcome.failure().isEmpty() ? written : failed).increment();
        outcome.report();
    }

    private void writeAll() {
        var all = new ArrayList<Waiting>();
        var changed = table;
        for (var next = waiting.poll(); next != null; next = waiting.poll()) {
            all.add(next);
            changed = next.change.appliedTo(changed);
        }
        var outcome = outcome(changed);
        all.forEach(one -> one.outcome = Optional.of(outcome));
    }

    private Outcome outcome(KvTable changed) {
        try {
            file.write(changed);
            table = changed;
            return new Outcome(Optional.empty());
        } catch (IOException failure) {
            return new Outcome(Optional.of(failure));
        }
    }

    /** Makes the next table of the present one. */
    private interface Change {
        KvTable appliedTo(KvTable known);
    }

    /** A change on its way. */
    private static final class Waiting {
        private final Change change;
        /** Guarded by {@link #writer}, but for the thread that waits, which looks after it held that. */
        private Optional<Outcome> outcome = Optional.empty();

        Waiting(Change change) {
            this.change = change;
        }
    }

    /** What came of a change. */
    private record Outcome(Optional<IOException> failure) {
        void report() throws IOException {
            if (failure.isPresent()) {
                throw new IOException(FileTrouble.reason(failure.get()), failure.get());
            }
        }
    }
}
