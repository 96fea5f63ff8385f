package io.lodestar.server.peers;

import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** Where the entries of one subject are found. */
interface EntrySource {
    /** Returns what is equal as long as the entries are. */
    Object version();

    /**
     * Tells of each entry whose name is wanted, in any order; of one that changes meanwhile, what was so before or after.
     *
     * @param hasher makes the digests of the facts
     */
    void each(Predicate<String> wanted, Hasher hasher, BiConsumer<String, Facts> reader);
}
