package io.lodestar.transport.tls;

import io.netty.handler.ssl.SslContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Encrypts with a certificate that is made when the first connection asks for it, since few servers have clients that do. Should that fail it is
 * tried again a minute later, if somebody asks. Thread-safe.
 */
final class ThrowAwayContext {
    private static final Logger LOG = LoggerFactory.getLogger(ThrowAwayContext.class);
    private static final Duration BETWEEN_TRIES = Duration.ofMinutes(1);

    private final TlsSettings settings;
    private final Executor threads;
    private final ReentrantLock lock = new ReentrantLock();

    /** Guarded by {@link #lock}. */
    private Optional<Try> last = Optional.empty();

    ThrowAwayContext(TlsSettings settings, Executor threads) {
        this.settings = settings;
        this.threads = threads;
    }

    /** Returns it, or what it will be. */
    CompletableFuture<SslContext> context() {
        lock.lock();
        try {
            if (last.isEmpty() || last.get().isOver()) {
                last = begin();
            }
            return last.isPresent()
                    ? last.get().context()
                    : CompletableFuture.failedFuture(new TlsException("too many handshakes are under way"));
        } finally {
            lock.unlock();
        }
    }

    private Optional<Try> begin() {
        var fresh = new Try(new CompletableFuture<>(), System.nanoTime());
        try {
            threads.execute(() -> make(fresh.context()));
            return Optional.of(fresh);
        } catch (RejectedExecutionException busy) {
            LOG.debug("No certificate is made now: {}", busy.getMessage());
            return Optional.empty();
        }
    }

    private void make(CompletableFuture<SslContext> context) {
        try {
            var own = ThrowAwayCertificate.make();
            context.complete(Contexts.ofServer(settings, new Material(Optional.of(own), List.of())));
            LOG.warn(
                    "A TLS client came and no certificate is configured. It and all others are shown one that was made just now and that they"
                            + " cannot verify: whoever sits in between can read and change everything."
                            + " Set tls.server.certPath and tls.server.keyPath. Encrypted by {}",
                    Contexts.provider());
        } catch (TlsException failure) {
            LOG.error("TLS clients are turned away: {}", failure.getMessage());
            context.completeExceptionally(failure);
        } finally {
            // whatever else happened: nobody waits for ever
            context.completeExceptionally(new TlsException("the certificate could not be made"));
        }
    }

    /** One try: what came of it or will. */
    private record Try(CompletableFuture<SslContext> context, long begunAtNanos) {
        boolean isOver() {
            return context.isCompletedExceptionally() && System.nanoTime() - begunAtNanos > BETWEEN_TRIES.toNanos();
        }
    }
}
