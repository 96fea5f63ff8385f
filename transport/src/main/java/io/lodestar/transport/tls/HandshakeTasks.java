package io.lodestar.transport.tls;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Runs what a handshake has to compute, and nothing once it is over: then the peer would be asking for another one, as TLS 1.2 lets it. */
final class HandshakeTasks implements Executor {
    private final Executor threads;
    private volatile boolean over;

    HandshakeTasks(Executor threads) {
        this.threads = threads;
    }

    void end() {
        over = true;
    }

    @Override
    public void execute(Runnable task) {
        if (over) {
            throw new RejectedExecutionException("a connection is encrypted once");
        }
        threads.execute(task);
    }
}
