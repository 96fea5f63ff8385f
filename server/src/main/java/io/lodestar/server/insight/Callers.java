package io.lodestar.server.insight;

import io.lodestar.transport.Addresses;
import io.lodestar.transport.Connection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** How many connections there are, and where those of brokers come from. Thread-safe. */
public final class Callers {
    private final AtomicInteger open = new AtomicInteger();
    private final Map<Long, Connection> brokers = new ConcurrentHashMap<>();

    Callers() {}

    /** Takes note of a connection that was opened. */
    public void opened() {
        open.incrementAndGet();
    }

    /** Takes note of a connection that is gone. */
    public void closed(Connection connection) {
        open.decrementAndGet();
        brokers.remove(connection.id());
    }

    /** Takes note of a connection on which a broker reported. */
    public void isBroker(Connection connection) {
        if (brokers.putIfAbsent(connection.id(), connection) == null && !connection.isOpen()) {
            brokers.remove(connection.id()); // it may have closed before
        }
    }

    int count() {
        return open.get();
    }

    /** Returns where a broker's connection comes from; empty if there is none. */
    Optional<String> address(long connection) {
        return Optional.ofNullable(brokers.get(connection)).map(known -> Addresses.text(known.remoteAddress()));
    }
}
