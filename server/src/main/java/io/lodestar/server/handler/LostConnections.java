package io.lodestar.server.handler;

import io.lodestar.registry.Registry;
import java.util.ArrayList;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes the brokers of connections that closed: those that close while a worker is on its way all in one change. Thread-safe. */
final class LostConnections {
    private static final Logger LOG = LoggerFactory.getLogger(LostConnections.class);

    private final Registry registry;
    private final BrokerNews news;
    private final Executor workers;
    private final Queue<Long> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean called = new AtomicBoolean();

    LostConnections(Registry registry, BrokerNews news, Executor workers) {
        this.registry = registry;
        this.news = news;
        this.workers = workers;
    }

    /** Calls a worker, unless one is on its way. */
    void add(long connection) {
        waiting.add(connection);
        if (called.compareAndSet(false, true)) {
            try {
                workers.execute(this::remove);
            } catch (RejectedExecutionException stopped) {
                LOG.debug("Connection {} closed after the workers had stopped", connection, stopped);
            }
        }
    }

    private void remove() {
        called.set(false); // before the queue is read: what comes later calls another one
        var connections = new ArrayList<Long>();
        for (var next = waiting.poll(); next != null; next = waiting.poll()) {
            connections.add(next);
        }
        if (!connections.isEmpty()) {
            news.left(registry.connectionsLost(connections), "its connection is gone");
        }
    }
}
