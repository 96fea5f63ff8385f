package io.lodestar.transport.tls;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.Promise;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLException;

/** Encrypts the connections of a listener. Thread-safe. */
public final class TlsServer {
    /** Takes plain connections only. */
    public static final TlsServer DISABLED = new TlsServer(TlsSettings.DISABLED, Optional.empty(), Runnable::run);

    private final TlsSettings settings;
    private final Optional<FileContexts> files;
    private final ThrowAwayContext throwAway;
    private final Executor threads;

    private TlsServer(TlsSettings settings, Optional<FileContexts> files, Executor threads) {
        this.settings = settings;
        this.files = files;
        this.throwAway = new ThrowAwayContext(settings, threads);
        this.threads = threads;
    }

    /**
     * Makes one, with the certificate as it stands in the files, if there are some.
     *
     * @param threads compute what handshakes need, and may refuse; not event loops
     * @throws TlsException when the files are of no use
     */
    public static TlsServer open(TlsSettings settings, Executor threads, Clock clock) throws TlsException {
        var identity = settings.identity();
        if (settings.mode() == TlsMode.DISABLED || identity.isEmpty()) {
            return new TlsServer(settings, Optional.empty(), threads);
        }
        FileContexts.Maker maker = material -> Contexts.ofServer(settings, material);
        var files = FileContexts.open(identity, settings.trust(), maker, clock);
        return new TlsServer(settings, Optional.of(files), threads);
    }

    /** Returns which connections are taken. */
    public TlsMode mode() {
        return settings.mode();
    }

    /** Returns whether there are files to {@link #refresh()}. */
    public boolean hasFiles() {
        return files.isPresent();
    }

    /** Returns when the certificate expires; empty when none was configured. */
    public Optional<Instant> expiry() {
        return files.flatMap(FileContexts::expiry);
    }

    /** Looks whether the files have changed. Waits for the file system; for one thread at a time. */
    public void refresh() {
        files.ifPresent(FileContexts::refresh);
    }

    /**
     * Returns a handler for the pipeline of a channel whose first byte is that of a TLS client. It tells of its end by the library's
     * {@link io.netty.handler.ssl.SslCompletionEvent}s, and closes the channel when it takes too long.
     */
    public ChannelHandler newHandler() {
        return new ClientHello(
                (hostName, promise) -> fulfil(promise),
                settings.handshakeLimit(),
                (engine, left) -> EncryptedChannel.of(engine, threads, left, settings.provesClients()));
    }

    /** Returns whom the peer of a channel has proved to be. */
    public static Optional<String> certificateOf(Channel channel) {
        return channel.hasAttr(EncryptedChannel.PEER)
                ? channel.attr(EncryptedChannel.PEER).get()
                : Optional.empty();
    }

    /** Returns whether a channel is encrypted. */
    public static boolean encrypts(Channel channel) {
        return channel.pipeline().get(EncryptedChannel.class) != null;
    }

    private Promise<SslContext> fulfil(Promise<SslContext> promise) {
        if (files.isPresent()) {
            return promise.setSuccess(files.get().current());
        }
        var unused = throwAway.context().whenComplete((context, failure) -> {
            if (failure == null) {
                promise.trySuccess(context);
            } else {
                promise.tryFailure(new SSLException("this server has no certificate", failure));
            }
        });
        return promise;
    }
}
