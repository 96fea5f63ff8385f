package io.lodestar.interop.differential;

import java.util.LinkedHashMap;
import java.util.Map;

/** The version that a broker gives to its topics. */
public record DataVersion(long stateVersion, long timestamp, long counter) {
    private static final long FIRST_TIMESTAMP = 1_700_000_000_000L;

    /** Returns the version that stands for the {@code counter}-th change. */
    public static DataVersion of(long stateVersion, long counter) {
        return new DataVersion(stateVersion, FIRST_TIMESTAMP + counter, counter);
    }

    Map<String, Object> tree() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("counter", counter);
        members.put("stateVersion", stateVersion);
        members.put("timestamp", timestamp);
        return members;
    }
}
