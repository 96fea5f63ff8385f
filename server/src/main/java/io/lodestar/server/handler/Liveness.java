package io.lodestar.server.handler;

import io.lodestar.registry.Registry;

/** Removes brokers that did not say goodbye. Thread-safe; may wait for a turn to write. */
public final class Liveness {
    private final Registry registry;
    private final BrokerNews news;

    Liveness(Registry registry, BrokerNews news) {
        this.registry = registry;
        this.news = news;
    }

    /** Removes the brokers whose lease ran out. */
    public void expire() {
        news.left(registry.expire(), "silent for longer than its lease");
    }

    /** Removes the brokers that registered on a connection which is gone. */
    void connectionLost(long connection) {
        news.left(registry.connectionLost(connection), "its connection is gone");
    }
}
