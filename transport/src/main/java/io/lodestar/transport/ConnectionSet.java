package io.lodestar.transport;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connections that one listener or dialer has to close: in the end, or when one is idle for too long. May be used from any thread. */
final class ConnectionSet {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionSet.class);

    private final Map<EventLoop, Roster> rosters = new ConcurrentHashMap<>();
    private final AtomicInteger loops = new AtomicInteger();
    private final House house;
    private volatile boolean closed;

    /** Starts an empty set of connections that live by these rules. */
    ConnectionSet(House house) {
        this.house = house;
    }

    /** Keeps a connection until it is gone; one that comes after the end is closed. Comes from the connection's event loop. */
    void add(ChannelConnection connection) {
        var roster = rosters.computeIfAbsent(connection.channel().eventLoop(), this::begin);
        roster.add(connection);
        if (closed) {
            var unused = roster.close();
        }
    }

    private Roster begin(EventLoop loop) {
        return new Roster(loop, loops.getAndIncrement(), house);
    }

    /** Returns what passes over them, for each event loop that has had one of them. */
    List<Traffic> traffic() {
        return rosters.values().stream().map(Roster::traffic).toList();
    }

    boolean isClosed() {
        return closed;
    }

    int size() {
        return rosters.values().stream().mapToInt(Roster::size).sum();
    }

    /**
     * Closes all connections once what other threads have sent was offered to their sockets, and waits for it no longer than
     * this. Not for a thread of an event loop.
     */
    void close(Duration limit) {
        closed = true;
        var gone = CompletableFuture.allOf(
                rosters.values().stream().map(Roster::close).toArray(CompletableFuture<?>[]::new));
        try {
            gone.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            LOG.warn("{} connections were not closed within {} ms", size(), limit.toMillis());
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException never) {
            throw new IllegalStateException(never);
        }
    }
}
