package io.lodestar.server.journal;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What was put last, by name, as much as a limit in bytes allows. One thread changes it; any may look, and none waits. */
final class Recent<V> {
    /** What an entry takes beside the characters of its name, by and large. */
    private static final int ENTRY_BYTES = 100;

    private final long generationBytes;

    /** Filled until it takes half of the limit; then it takes the place of {@link #older}, which is forgotten. */
    private volatile Map<String, V> younger = new ConcurrentHashMap<>();

    private volatile Map<String, V> older = new ConcurrentHashMap<>();

    /** Confined to the changing thread. */
    private long youngerBytes;

    Recent(long maxBytes) {
        this.generationBytes = maxBytes / 2;
    }

    /** Returns what an entry counts for. */
    static long bytes(String name) {
        return ENTRY_BYTES + (long) Character.BYTES * name.length();
    }

    Optional<V> find(String name) {
        var young = younger.get(name);
        return Optional.ofNullable(young == null ? older.get(name) : young);
    }

    /** Puts a value; returns whether the oldest had to be forgotten for it. */
    boolean put(String name, V value) {
        boolean full = youngerBytes >= generationBytes;
        if (full) {
            older = younger;
            younger = new ConcurrentHashMap<>();
            youngerBytes = 0;
        }
        youngerBytes += younger.put(name, value) == null ? bytes(name) : 0;
        older.remove(name);
        return full;
    }

    void remove(String name) {
        youngerBytes -= younger.remove(name) == null ? 0 : bytes(name);
        older.remove(name);
    }
}
