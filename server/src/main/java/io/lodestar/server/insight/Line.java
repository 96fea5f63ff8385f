package io.lodestar.server.insight;

import io.lodestar.protocol.Header;
import io.lodestar.registry.BrokerIdentity;
import io.lodestar.transport.Connection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What is to be told of one connection that is open. Thread-safe. */
public final class Line {
    /** As many brokers as one process holds, and more. */
    private static final int MAX_BROKERS = 1_000;

    private final Connection connection;
    private final long openedAtMillis;
    private volatile Optional<Callers.Program> program = Optional.empty();
    private volatile Map<BrokerIdentity, Registered> brokers = Map.of();
    private volatile boolean broker;

    Line(Connection connection, long openedAtMillis) {
        this.connection = connection;
        this.openedAtMillis = openedAtMillis;
    }

    /**
     * A registration.
     *
     * @param bytes how long its body was
     */
    public record Registered(long atMillis, int bytes) {}

    void heard(Header header) {
        program = Optional.of(Callers.Program.of(header));
    }

    void isBroker() {
        broker = true;
    }

    /** Requests of one connection are worked on one after the other. */
    void registered(BrokerIdentity identity, Registered registration) {
        broker = true;
        if (brokers.isEmpty()) {
            brokers = new ConcurrentHashMap<>();
        }
        if (brokers.size() < MAX_BROKERS || brokers.containsKey(identity)) {
            brokers.put(identity, registration);
        }
    }

    /** Returns the connection. */
    public Connection connection() {
        return connection;
    }

    /** Returns since when it has been open. */
    public long openedAtMillis() {
        return openedAtMillis;
    }

    /** Returns what asks on it; empty before it asked. */
    public Optional<Callers.Program> program() {
        return program;
    }

    /** Returns whether a broker reported on it. */
    public boolean hasBroker() {
        return broker;
    }

    /** Returns the last registration of a broker that came on it. */
    public Optional<Registered> registered(BrokerIdentity identity) {
        return Optional.ofNullable(brokers.get(identity));
    }
}
