package io.lodestar.server.peers;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Another name server, as it was when it was asked last.
 *
 * @param address as it is configured
 * @param httpAddress where it serves HTTP, if it does
 * @param checkedAtMillis when it was asked last, if it was
 * @param sinceMillis since when the agreement is what it is, if it was asked
 * @param release what it says it is, if it answered
 * @param ready whether it answers routes, if it said so
 * @param remark why the agreement is not known, if so; else empty
 * @param differences by subject; those without a difference are left out
 */
public record PeerState(
        String address,
        Optional<String> httpAddress,
        Agreement agreement,
        Optional<Long> checkedAtMillis,
        Optional<Long> sinceMillis,
        Optional<String> release,
        Optional<Boolean> ready,
        String remark,
        SortedMap<Subject, Differences> differences) {
    /** Copies the map. */
    public PeerState {
        differences = Collections.unmodifiableSortedMap(new TreeMap<>(differences));
    }

    static PeerState unasked(String address) {
        return new PeerState(
                address,
                Optional.empty(),
                Agreement.UNKNOWN,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "it was not asked yet",
                new TreeMap<>(Map.of()));
    }

    /** Returns what differs of a subject. */
    public Differences differences(Subject subject) {
        return differences.getOrDefault(subject, Differences.NONE);
    }
}
