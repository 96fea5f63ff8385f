package io.lodestar.interop.differential;

import java.util.EnumMap;
import java.util.Map;

/** Counts how often each intended difference was met. Confined to one thread. */
final class Usage {
    private final Map<IntendedDifference, Long> counts = new EnumMap<>(IntendedDifference.class);

    void count(IntendedDifference row) {
        counts.merge(row, 1L, Long::sum);
    }

    /** Returns the table with a count in each row. */
    String report() {
        StringBuilder text = new StringBuilder("intended differences met:\n");
        for (IntendedDifference row : IntendedDifference.values()) {
            text.append(String.format(
                    "%7d  %s (%s): %s%n", counts.getOrDefault(row, 0L), row, row.reference(), row.reason()));
        }
        return text.toString();
    }
}
