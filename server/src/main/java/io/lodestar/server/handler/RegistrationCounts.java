package io.lodestar.server.handler;

import io.lodestar.transport.Durations;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** How many registrations came since the start, and what became of them. Thread-safe. */
public final class RegistrationCounts {
    private final Map<Kind, LongAdder> bytes = new EnumMap<>(Kind.class);
    private final Map<Kind, Durations> durations = new EnumMap<>(Kind.class);

    RegistrationCounts() {
        for (var kind : Kind.values()) {
            bytes.put(kind, new LongAdder());
            durations.put(kind, new Durations());
        }
    }

    /** What became of a registration. */
    public enum Kind {
        /** It was known by its fingerprint, and not read. */
        UNCHANGED,
        /** It was read and accepted, and brought one topic, or some of its broker's. */
        PARTIAL,
        /** It was read and accepted as all that its broker has, or the beginning of it. */
        FULL,
        /** It could not be read or was not accepted. */
        REFUSED
    }

    /** Returns how many were known by their fingerprint, and not read. */
    public long unchanged() {
        return count(Kind.UNCHANGED);
    }

    /** Returns how many were read and accepted. */
    public long read() {
        return count(Kind.PARTIAL) + count(Kind.FULL);
    }

    /** Returns how many could not be read or were not accepted. */
    public long refused() {
        return count(Kind.REFUSED);
    }

    /** Returns how many there were of a kind. */
    public long count(Kind kind) {
        return durations(kind).count();
    }

    /** Returns how many bytes the bodies of a kind had together. */
    public long bytes(Kind kind) {
        return bytes.getOrDefault(kind, new LongAdder()).sum();
    }

    /** Returns how long workers were busy with those of a kind, their wait for the registry included. */
    public Durations durations(Kind kind) {
        return durations.getOrDefault(kind, new Durations());
    }

    void count(Kind kind, int bodyBytes, long nanos) {
        bytes.getOrDefault(kind, new LongAdder()).add(bodyBytes);
        durations(kind).add(nanos);
    }
}
