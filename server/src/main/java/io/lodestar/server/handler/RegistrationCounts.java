package io.lodestar.server.handler;

import io.lodestar.transport.Durations;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** How many registrations came since the start, and what became of them. Thread-safe. */
public final class RegistrationCounts {
    private final List<LongAdder> bytes = ofEach(LongAdder::new);
    private final List<Durations> durations = ofEach(Durations::new);

    RegistrationCounts() {}

    private static <T> List<T> ofEach(Supplier<T> maker) {
        return Stream.generate(maker).limit(Kind.values().length).toList();
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
        return bytes.get(kind.ordinal()).sum();
    }

    /** Returns how long workers were busy with those of a kind, their wait for the registry included. */
    public Durations durations(Kind kind) {
        return durations.get(kind.ordinal());
    }

    void count(Kind kind, int bodyBytes, long nanos) {
        bytes.get(kind.ordinal()).add(bodyBytes);
        durations(kind).add(nanos);
    }
}
