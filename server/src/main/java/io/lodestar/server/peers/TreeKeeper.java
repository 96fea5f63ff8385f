package io.lodestar.server.peers;

import io.lodestar.registry.Ticker;
import java.util.BitSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps the tree of a subject until its source has changed. One that took long to build is kept for a while in any case, so that trees take a
 * twentieth of one processor at most, however often somebody asks while brokers register. Entries are looked up anew for each who asks, as lists of
 * topics are. Thread-safe.
 */
final class TreeKeeper {
    private static final int REST = 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final EntrySource source;
    private final int levels;
    private final Ticker ticker;
    /** Replaced under {@link #lock}. */
    private volatile Optional<Kept> kept = Optional.empty();

    TreeKeeper(EntrySource source, int levels, Ticker ticker) {
        this.source = source;
        this.levels = levels;
        this.ticker = ticker;
    }

    /** Returns the tree. While somebody else has a new one built it is the one before; only the first is waited for by all who ask. */
    DigestTree tree() {
        var before = kept;
        if (before.isPresent() && lock.isLocked()) {
            return before.get().tree;
        }
        lock.lock();
        try {
            var version = source.version();
            var good = kept.filter(last -> last.version.equals(version) || ticker.nanos() - last.untilNanos < 0);
            var tree = good.orElseGet(() -> build(version));
            kept = Optional.of(tree);
            return tree.tree;
        } finally {
            lock.unlock();
        }
    }

    boolean isLeaf(String path) {
        return DigestTree.isLeaf(path, levels);
    }

    /** Returns the entries of leaves as they are now, by name. */
    SortedMap<String, Facts> entries(Set<String> leaves) {
        var hasher = new Hasher();
        int count = DigestTree.leaves(levels);
        var wanted = new BitSet(count);
        leaves.forEach(path -> DigestTree.place(path).ifPresent(wanted::set));
        var found = new TreeMap<String, Facts>();
        source.each(name -> wanted.get(hasher.leaf(name, count)), hasher, found::put);
        return found;
    }

    private Kept build(Object version) {
        long begun = ticker.nanos();
        var tree = DigestTree.of(source, levels);
        long done = ticker.nanos();
        return new Kept(tree, version, done + REST * (done - begun));
    }

    /**
     * A tree that was built.
     *
     * @param version of its source, before it was built
     * @param untilNanos when it may be built anew
     */
    private record Kept(DigestTree tree, Object version, long untilNanos) {}
}
