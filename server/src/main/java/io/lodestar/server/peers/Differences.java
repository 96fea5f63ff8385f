package io.lodestar.server.peers;

import java.util.List;

/**
 * What of one subject two name servers do not know alike.
 *
 * @param total how much, at least
 * @param exact whether it is no more than that
 * @param items the first of it, by name
 */
public record Differences(long total, boolean exact, List<Difference> items) {
    /** No difference. */
    public static final Differences NONE = new Differences(0, true, List.of());

    /** How many items there are at most. */
    public static final int MAX_ITEMS = 1_000;

    /** Copies the list. */
    public Differences {
        items = List.copyOf(items);
    }
}
