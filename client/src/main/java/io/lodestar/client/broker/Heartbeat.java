package io.lodestar.client.broker;

import java.time.Duration;
import java.util.Optional;

/**
 * What keeps a broker alive between registrations, and for how long a name server believes it. Immutable.
 *
 * @param kind what is sent
 * @param period how often; not above the lease if there is one
 * @param lease after how long a silence the broker counts as gone; empty for the name server's own, 120 s. Name servers before 5.0 do not
 *     know it
 */
public record Heartbeat(Kind kind, Duration period, Optional<Duration> lease) {
    private static final Duration DEFAULT_PERIOD = Duration.ofSeconds(1);

    /** No heartbeats: a registration every 30 s is one itself. */
    public static final Heartbeat NONE = new Heartbeat(Kind.NONE, DEFAULT_PERIOD, Optional.empty());

    /** What a 5.x broker does whose slaves may stand in for it: a query each second that any name server counts as a heartbeat, and a lease of 10 s. */
    public static final Heartbeat OF_ACTING_MASTERS =
            new Heartbeat(Kind.VERSION_QUERY, DEFAULT_PERIOD, Optional.of(Duration.ofSeconds(10)));

    /** Checks that the times can be meant. */
    public Heartbeat {
        if (period.isNegative()
                || period.isZero()
                || lease.filter(time -> time.compareTo(period) < 0).isPresent()) {
            throw new IllegalArgumentException("a heartbeat every " + period + " does not keep a lease of "
                    + lease.map(Duration::toString).orElse("120 s"));
        }
    }

    /** Returns a heartbeat of the kind that 5.x has for it (code 904), which name servers before 5.0 do not know. */
    public static Heartbeat every(Duration period) {
        return new Heartbeat(Kind.HEARTBEAT, period, Optional.empty());
    }

    /** Returns this heartbeat of another kind. */
    public Heartbeat withKind(Kind other) {
        return new Heartbeat(other, period, lease);
    }

    /**
     * Returns this heartbeat with a lease. {@link #NONE} renews it by registrations alone, which {@link RegistrationSettings} accept only if it is long enough.
     *
     * @throws IllegalArgumentException when it is shorter than the heartbeat's period
     */
    public Heartbeat withLease(Duration other) {
        return new Heartbeat(kind, period, Optional.of(other));
    }

    /** What is sent, without waiting for an answer. */
    public enum Kind {
        /** Nothing. */
        NONE,
        /** Code 322, a query of the data version, which old name servers know too. */
        VERSION_QUERY,
        /** Code 904, from 5.0 on. */
        HEARTBEAT
    }
}
