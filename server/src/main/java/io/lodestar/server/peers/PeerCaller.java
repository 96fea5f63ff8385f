package io.lodestar.server.peers;

import io.lodestar.protocol.ExtFields;
import io.lodestar.transport.Dialer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.function.UnaryOperator;

/** Opens connections to other name servers, none but those that the configuration names. Thread-safe. */
public final class PeerCaller implements AutoCloseable {
    /** How long a connection, or an answer that is no digest, may take. */
    static final Duration LIMIT = Duration.ofSeconds(3);

    private final Dialer dialer;
    private final ExecutorService lookUps;
    private final UnaryOperator<ExtFields> signer;

    /**
     * Creates a caller.
     *
     * @param lookUps looks up host names, and is ended with this; may refuse
     * @param signer signs the fields of requests without a body
     */
    public PeerCaller(Dialer dialer, ExecutorService lookUps, UnaryOperator<ExtFields> signer) {
        this.dialer = dialer;
        this.lookUps = lookUps;
        this.signer = signer;
    }

    CompletableFuture<PeerLine> open(String address) {
        return dialer.connect(address, LIMIT, lookUps).thenApply(connection -> new PeerLine(connection, signer));
    }

    /** Looks up nothing more. Connections that are open are the dialer's to close. */
    @Override
    public void close() {
        lookUps.shutdownNow();
    }
}
