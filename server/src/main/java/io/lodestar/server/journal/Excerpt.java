package io.lodestar.server.journal;

import java.util.List;

/**
 * What a reading of the journal found.
 *
 * @param entries in the order of reading
 * @param isCut whether it ended at a bound of bytes before all was looked at
 */
public record Excerpt(List<Entry> entries, boolean isCut) {
    /** Copies the list. */
    public Excerpt {
        entries = List.copyOf(entries);
    }
}
