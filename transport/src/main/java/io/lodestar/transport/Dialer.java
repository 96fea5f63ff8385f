package io.lodestar.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Opens connections to peers, and keeps them until it is closed. May be used from any thread. */
public final class Dialer implements AutoCloseable {
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(1);
    private static final FrameHandler NOT_INTERESTED = (connection, frame) -> frame.release();

    private final EventLoops loops;
    private final DialerSettings settings;
    private final ConnectionSet connections = new ConnectionSet();

    /**
     * Makes a dialer.
     *
     * @param loops where connections are served; they stay the caller's to close, after the dialer
     */
    public Dialer(EventLoops loops, DialerSettings settings) {
        this.loops = loops;
        this.settings = settings;
    }

    /**
     * As {@link #connect(InetSocketAddress, Duration)}, to {@code host:port}. A host name is looked up in the calling
     * thread, which must not be an event loop then.
     */
    public CompletableFuture<ClientConnection> connect(String hostAndPort, Duration connectTimeout) {
        try {
            return connect(Addresses.resolve(hostAndPort), connectTimeout);
        } catch (UnknownHostException unknown) {
            return CompletableFuture.failedFuture(noConnection(hostAndPort, "its host name is not known", unknown));
        }
    }

    /** As {@link #connect(InetSocketAddress, Duration, FrameHandler)}, dropping what the peer asks for. */
    public CompletableFuture<ClientConnection> connect(InetSocketAddress peer, Duration connectTimeout) {
        return connect(peer, connectTimeout, NOT_INTERESTED);
    }

    /**
     * Opens a connection. The future is completed on its event loop, and fails with a {@link ConnectException} when
     * there can be no connection.
     *
     * @param peer where to; its host has been looked up
     * @param incoming told of the connection's start and end, and of each frame on it that is no answer
     */
    public CompletableFuture<ClientConnection> connect(
            InetSocketAddress peer, Duration connectTimeout, FrameHandler incoming) {
        String where = Addresses.text(peer);
        if (loops.group().isShuttingDown()) {
            var stopped = new IllegalStateException("the event loops are closed");
            return CompletableFuture.failedFuture(noConnection(where, "this side is shutting down", stopped));
        }
        var opened = new CompletableFuture<ClientConnection>();
        ChannelFuture connecting = bootstrap(connectTimeout)
                .handler(new ConnectionInitializer(
                        connections,
                        settings.maxIdle(),
                        channel -> new ClientConnection(channel, peer, settings, incoming, opened).pipelineEnd()))
                .connect(peer);
        ChannelFuture unused = connecting.addListener(attempt -> {
            Throwable cause = attempt.cause();
            if (cause != null) {
                opened.completeExceptionally(noConnection(where, reason(cause, connectTimeout), cause));
            }
        });
        return opened;
    }

    /** Closes the connections; returns within a second. Not for a thread of an event loop. */
    @Override
    public void close() {
        connections.close(CLOSE_LIMIT);
    }

    private Bootstrap bootstrap(Duration connectTimeout) {
        return new Bootstrap()
                .group(loops.group())
                .channelFactory(loops.channels())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(connectTimeout.toMillis()));
    }

    private static String reason(Throwable cause, Duration connectTimeout) {
        String message = String.valueOf(cause.getMessage());
        if (cause instanceof ConnectTimeoutException) {
            return "no answer within " + connectTimeout.toMillis() + " ms";
        }
        return message.contains("refused") ? "nobody listens there (connection refused)" : message;
    }

    private static ConnectException noConnection(String where, String reason, Throwable cause) {
        var refusal = new ConnectException("cannot connect to " + where + ": " + reason);
        refusal.initCause(cause);
        return refusal;
    }
}
