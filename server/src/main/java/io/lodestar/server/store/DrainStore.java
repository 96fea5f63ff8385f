package io.lodestar.server.store;

import io.lodestar.registry.Drain;
import io.lodestar.registry.Registry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToIntFunction;

/**
 * The drains on disk. They are the registry's; a change of them that has returned is also in the file, one that fails changes neither.
 * Thread-safe; changes take turns.
 */
public final class DrainStore {
    private final ReentrantLock writer = new ReentrantLock();
    private final Registry registry;
    private final Keeper<SortedSet<Drain>> file;

    private DrainStore(Registry registry, Keeper<SortedSet<Drain>> file) {
        this.registry = registry;
        this.file = file;
    }

    /** Gives a registry that nobody asks yet the drains of a file, or none when there is no file. */
    public static DrainStore open(Path path, Registry registry) throws IOException {
        var file = new KeptFile<>(path.toAbsolutePath(), new DrainJson());
        registry.restoreDrains(file.load());
        return new DrainStore(registry, file);
    }

    /** Leaves the registry's drains as they are, and keeps nothing on disk. */
    public static DrainStore inMemory(Registry registry) {
        return new DrainStore(registry, drains -> {});
    }

    /**
     * What came of a change.
     *
     * @param topics how many topics the broker name has
     * @param changed the drains that were set or lifted
     */
    public record Outcome(int topics, SortedSet<Drain> changed) {
        /** Nothing was asked for. */
        public static final Outcome NONE = new Outcome(0, Collections.emptySortedSet());
    }

    /** Withholds the write permission of a broker name. */
    public Outcome set(String brokerName) throws IOException {
        return change(brokerName, registry::wipeWritePermission);
    }

    /** Gives a broker name its write permission back. */
    public Outcome lift(String brokerName) throws IOException {
        return change(brokerName, registry::restoreWritePermission);
    }

    private Outcome change(String brokerName, ToIntFunction<String> change) throws IOException {
        writer.lock();
        try {
            var before = registry.drains();
            int topics = change.applyAsInt(brokerName);
            var after = registry.drains();
            keep(before, after);
            return new Outcome(topics, difference(before, after));
        } finally {
            writer.unlock();
        }
    }

    /** Returns what is in one of the two only. */
    private static SortedSet<Drain> difference(SortedSet<Drain> before, SortedSet<Drain> after) {
        var changed = new TreeSet<>(before);
        changed.addAll(after);
        changed.removeIf(drain -> before.contains(drain) && after.contains(drain));
        return Collections.unmodifiableSortedSet(changed);
    }

    private void keep(SortedSet<Drain> before, SortedSet<Drain> after) throws IOException {
        if (after.equals(before)) {
            return;
        }
        boolean kept = false;
        try {
            file.write(after);
            kept = true;
        } finally {
            if (!kept) {
                registry.restoreDrains(before);
            }
        }
    }
}
