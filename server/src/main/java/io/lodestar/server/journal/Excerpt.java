package io.lodestar.server.journal;

import java.util.List;

/**
 * What a reading of the journal found.
 *
 * @param entries in the order of reading
 * @param isCut whether it ended at a bound of bytes before all was looked at
 * @param reached the number of the last entry that was looked at; 0 if none was
 */
public record Excerpt(List<Entry> entries, boolean isCut, long reached) {
    /** Copies the list. */
    public Excerpt {
        entries = List.copyOf(entries);
    }
}
