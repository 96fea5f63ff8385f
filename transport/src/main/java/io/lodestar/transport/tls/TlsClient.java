package io.lodestar.transport.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandler;
import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLEngine;

/** Encrypts the connections of a dialer. Thread-safe. */
public final class TlsClient {
    /** Encrypts nothing. */
    public static final TlsClient DISABLED = new TlsClient(Optional.empty(), Runnable::run, false);

    private final Optional<FileContexts> files;
    private final Executor threads;
    private final boolean namesCompared;

    private TlsClient(Optional<FileContexts> files, Executor threads, boolean namesCompared) {
        this.files = files;
        this.threads = threads;
        this.namesCompared = namesCompared;
    }

    /**
     * Makes one, with the certificates as they stand in the files, if there are some.
     *
     * @param identity what is shown to servers that ask for it
     * @param threads compute what handshakes need, and may refuse; not event loops
     * @throws TlsException when the files are of no use
     */
    public static TlsClient open(
            Optional<Identity> identity, Trust trust, Dialect dialect, Executor threads, Clock clock)
            throws TlsException {
        FileContexts.Maker maker = material -> Contexts.ofClient(trust, dialect, material);
        return new TlsClient(Optional.of(FileContexts.open(identity, trust, maker, clock)), threads, false);
    }

    /** Returns one that takes a peer's certificate only if it names the host that was dialled, by the name or the address under which it was. */
    public TlsClient comparingNames() {
        return new TlsClient(files, threads, true);
    }

    /** Returns whether there are files to {@link #refresh()}. */
    public boolean hasFiles() {
        return files.isPresent();
    }

    /** Looks whether the files have changed. Waits for the file system; for one thread at a time. */
    public void refresh() {
        files.ifPresent(FileContexts::refresh);
    }

    /** Returns a handler for the pipeline of a new channel; empty when it stays plain. What is sent meanwhile waits for the handshake. */
    public Optional<ChannelHandler> newHandler(ByteBufAllocator allocator, InetSocketAddress peer) {
        return files.map(known -> EncryptedChannel.of(
                engine(known.current(), allocator, peer), threads, TlsSettings.HANDSHAKE_LIMIT, false));
    }

    private SSLEngine engine(SslContext context, ByteBufAllocator allocator, InetSocketAddress peer) {
        if (!namesCompared) {
            return context.newEngine(allocator);
        }
        var engine = context.newEngine(allocator, peer.getHostString(), peer.getPort());
        var parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        engine.setSSLParameters(parameters);
        return engine;
    }
}
