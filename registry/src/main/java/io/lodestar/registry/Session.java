package io.lodestar.registry;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * One accepted registration, until the next one of the same broker: it ties the broker to its connection and its lease. Thread-safe.
 *
 * <p>What it is held by changes in one step, or ends for good. So an event that saw this session does nothing once the broker has a newer
 * one, and a report that comes too late is told so (decision 5).
 */
public final class Session {
    /** The connection of a session that is known from a snapshot only; every real one is newer. */
    static final long NO_CONNECTION = 0;

    /** The least that a broker has to report after a restart: it may have to find us first. */
    private static final long GRACE_NANOS = Duration.ofSeconds(10).toNanos();

    /** The shortest silence that is worth a word: a broker may ask for a lease of nothing, which each of its reports would exceed. */
    private static final long SHORTEST_GAP_NANOS = Duration.ofSeconds(1).toNanos();

    private static final VarHandle HOLD = handle();

    private final BrokerIdentity broker;
    private final String address;
    private final Duration lease;
    private final long leaseNanos;
    private final Optional<DataVersion> version;
    private final boolean anchored;
    private final long seatedAtNanos;
    private volatile Hold hold;
    /** Guarded by the registry's lock. */
    private Optional<Repetition.Memory> memory = Optional.empty();

    private Session(Terms terms, Hold hold) {
        this.broker = terms.broker;
        this.address = terms.address;
        this.lease = terms.lease;
        this.leaseNanos = saturatedNanos(terms.lease);
        this.version = terms.version;
        this.anchored = terms.anchored;
        this.seatedAtNanos = terms.seatedAtNanos;
        this.hold = hold;
    }

    /**
     * What does not change while a session lasts.
     *
     * @param seatedAtNanos since when the broker has had its seat at this address, whatever it registered since
     */
    record Terms(
            BrokerIdentity broker,
            String address,
            Duration lease,
            Optional<DataVersion> version,
            boolean anchored,
            long seatedAtNanos) {}

    /** What was heard of a broker. */
    public enum Report {
        /** Nothing: a snapshot speaks of it. */
        SNAPSHOT,
        /** A registration that was read. */
        REGISTRATION,
        /** A registration that said what the one before said. */
        REPETITION,
        /** A sign of life. */
        HEARTBEAT
    }

    /**
     * What a session is held by.
     *
     * @param last what was heard last
     * @param ended whether the session is over; nothing changes it then
     */
    record Hold(long connection, long reportedAtNanos, Report last, boolean ended) {
        /** Returns whether the broker itself was heard, and not only a snapshot read. */
        boolean reported() {
            return last != Report.SNAPSHOT;
        }

        /** Returns how long the broker has been silent; lease time may be set back, so that it can be negative. */
        long silenceNanos(long nowNanos) {
            return nowNanos - reportedAtNanos;
        }
    }

    /** Opens the session of a broker that registered on a connection. */
    static Session opened(Terms terms, long connection, long nowNanos) {
        return new Session(terms, new Hold(connection, nowNanos, Report.REGISTRATION, false));
    }

    /** Opens the session of a broker that a snapshot speaks of. */
    static Session restored(Terms terms, long nowNanos) {
        return new Session(terms, new Hold(NO_CONNECTION, nowNanos, Report.SNAPSHOT, false));
    }

    /** Returns who the broker is. */
    public BrokerIdentity broker() {
        return broker;
    }

    /** Returns where the broker is reached. */
    public String address() {
        return address;
    }

    /** Returns how long the broker may be silent. */
    public Duration lease() {
        return lease;
    }

    /** Returns the connection that holds the session now, or held it last. */
    public long connection() {
        return hold.connection;
    }

    /** Returns what the broker called the version of its topics; empty when it had none. */
    public Optional<DataVersion> version() {
        return version;
    }

    /** Returns whether the broker registered one of its own topics since this process started (decision 8). */
    public boolean isAnchored() {
        return anchored;
    }

    /** Returns whether the broker itself was heard, and not only a snapshot read. */
    public boolean isVerified() {
        return hold.reported();
    }

    /** Returns whether a snapshot would show both alike. */
    boolean isLike(Session other) {
        return lease.equals(other.lease) && version.equals(other.version);
    }

    /** Returns since when the broker has had its seat. */
    long seatedAtNanos() {
        return seatedAtNanos;
    }

    Hold hold() {
        return hold;
    }

    /** Returns which registration would change nothing if it came again. */
    Optional<Repetition.Memory> memory() {
        return memory;
    }

    void remember(Repetition.Memory registration) {
        memory = Optional.of(registration);
    }

    BrokerAddress brokerAddress() {
        return new BrokerAddress(broker.cluster(), address);
    }

    /** Returns whether the broker was silent for longer than its lease. */
    boolean isOverdue(Hold held, long nowNanos) {
        return held.silenceNanos(nowNanos) > (held.reported() ? leaseNanos : Math.max(leaseNanos, GRACE_NANOS));
    }

    /** Returns whether a silence is long enough to be worth a word. */
    boolean isGap(Hold held, long nowNanos) {
        return !held.reported() || held.silenceNanos(nowNanos) > Math.max(leaseNanos / 2, SHORTEST_GAP_NANOS);
    }

    /**
     * Takes note of a report.
     *
     * @param connection the connection it came on; a newer one than the present holds the session from now on
     * @return what held the session before; empty when it has ended
     */
    Optional<Hold> renew(long connection, long nowNanos) {
        return renew(connection, nowNanos, Report.HEARTBEAT);
    }

    /** As {@link #renew(long, long)}, of a report of any kind. */
    Optional<Hold> renew(long connection, long nowNanos, Report report) {
        while (true) {
            var seen = hold;
            if (seen.ended) {
                return Optional.empty();
            }
            long newest = Math.max(seen.connection, connection);
            if (HOLD.compareAndSet(this, seen, new Hold(newest, nowNanos, report, false))) {
                return Optional.of(seen);
            }
        }
    }

    /**
     * Ends the session if it is held as expected at the moment of ending.
     *
     * @return what held it; empty when it goes on, or had ended before
     */
    Optional<Hold> endIf(Predicate<Hold> expected) {
        while (true) {
            var seen = hold;
            if (seen.ended || !expected.test(seen)) {
                return Optional.empty();
            }
            if (HOLD.compareAndSet(this, seen, new Hold(seen.connection, seen.reportedAtNanos, seen.last, true))) {
                return Optional.of(seen);
            }
        }
    }

    private static VarHandle handle() {
        try {
            return MethodHandles.lookup().findVarHandle(Session.class, "hold", Hold.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private static long saturatedNanos(Duration lease) {
        try {
            return lease.toNanos();
        } catch (ArithmeticException beyondCenturies) {
            return lease.isNegative() ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }
}
