package io.lodestar.registry;

import java.time.Duration;
import java.util.Optional;

/**
 * One accepted registration, until the next one of the same broker: it ties the broker to its connection and its lease. An event that saw
 * this session does nothing once the broker has a newer one. Thread-safe.
 */
public final class Session {
    private final BrokerIdentity broker;
    private final String address;
    private final long connection;
    private final Optional<DataVersion> version;
    private final long leaseNanos;
    private volatile long renewedAtNanos;

    Session(Registration registration, long nowNanos) {
        this.broker = registration.broker();
        this.address = registration.address();
        this.connection = registration.connection();
        this.version = registration.content().version();
        this.leaseNanos = saturatedNanos(registration.lease());
        this.renewedAtNanos = nowNanos;
    }

    /** Returns who the broker is. */
    public BrokerIdentity broker() {
        return broker;
    }

    /** Returns where the broker is reached. */
    public String address() {
        return address;
    }

    /** Returns the connection on which the broker registered. */
    public long connection() {
        return connection;
    }

    /** Returns what the broker called the version of its topics; empty when it had none. */
    public Optional<DataVersion> version() {
        return version;
    }

    BrokerAddress brokerAddress() {
        return new BrokerAddress(broker.cluster(), address);
    }

    void renew(long nowNanos) {
        renewedAtNanos = nowNanos;
    }

    boolean isOverdue(long nowNanos) {
        return nowNanos - renewedAtNanos > leaseNanos;
    }

    private static long saturatedNanos(Duration lease) {
        try {
            return lease.toNanos();
        } catch (ArithmeticException beyondCenturies) {
            return lease.isNegative() ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }
}
