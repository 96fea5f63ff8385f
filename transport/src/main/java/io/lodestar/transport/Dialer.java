package io.lodestar.transport;

import io.lodestar.transport.tls.TlsClient;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Opens connections to peers, and keeps them until it is closed. May be used from any thread. */
public final class Dialer implements AutoCloseable {
    private static final Duration CLOSE_LIMIT = Duration.ofMillis(250);
    private static final FrameHandler NOT_INTERESTED = (connection, frame) -> frame.release();

    private final EventLoops loops;
    private final DialerSettings settings;
    private final TlsClient tls;
    private final Map<ChannelOption<Integer>, Integer> keepAlive;
    private final ConnectionSet connections;

    /**
     * Makes a dialer.
     *
     * @param loops where connections are served; they stay the caller's to close, after the dialer
     */
    public Dialer(EventLoops loops, DialerSettings settings) {
        this(loops, settings, TlsClient.DISABLED);
    }

    /** As {@link #Dialer(EventLoops, DialerSettings)}, encrypting what it opens. */
    public Dialer(EventLoops loops, DialerSettings settings, TlsClient tls) {
        this.loops = loops;
        this.tls = tls;
        this.settings = settings;
        this.connections = new ConnectionSet(House.ofClient(settings.maxIdle()));
        this.keepAlive = KeepAlive.options(loops.isEpoll());
    }

    /**
     * As {@link #connect(InetSocketAddress, Duration)}, to {@code host:port}. Never waits in the calling thread.
     *
     * @param limit how long it may take until the connection is open, the look-up of a host name included
     * @param lookUps looks up the host if it is a name; not an event loop, since that may take longer than the limit
     * @throws IllegalArgumentException when the text is no host and port
     */
    public CompletableFuture<ClientConnection> connect(String hostAndPort, Duration limit, Executor lookUps) {
        return connect(hostAndPort, limit, lookUps, NOT_INTERESTED);
    }

    /** As {@link #connect(String, Duration, Executor)}, with what is told of the connection as {@link #connect(InetSocketAddress, Duration, FrameHandler)} has it. */
    public CompletableFuture<ClientConnection> connect(
            String hostAndPort, Duration limit, Executor lookUps, FrameHandler incoming) {
        var place = Addresses.parse(hostAndPort);
        var literal = Addresses.literal(place);
        if (literal.isPresent()) {
            return connect(literal.get(), limit, incoming);
        }
        long start = System.nanoTime();
        var opened = new CompletableFuture<ClientConnection>();
        var unused = lookUp(place, lookUps)
                .orTimeout(limit.toNanos(), TimeUnit.NANOSECONDS)
                .whenComplete((peer, failure) -> {
                    if (failure == null) {
                        open(peer, limit.minusNanos(System.nanoTime() - start), incoming, opened);
                    } else {
                        opened.completeExceptionally(noConnection(hostAndPort, lookUpReason(failure, limit), failure));
                    }
                });
        return opened;
    }

    private static CompletableFuture<InetSocketAddress> lookUp(InetSocketAddress place, Executor lookUps) {
        var found = new CompletableFuture<InetSocketAddress>();
        try {
            lookUps.execute(() -> {
                if (!found.isDone()) { // or its time is over already
                    lookUp(place, found);
                }
            });
        } catch (RejectedExecutionException busy) {
            found.completeExceptionally(busy);
        }
        return found;
    }

    private static void lookUp(InetSocketAddress place, CompletableFuture<InetSocketAddress> found) {
        try {
            found.complete(Addresses.lookUp(place));
        } catch (UnknownHostException unknown) {
            found.completeExceptionally(unknown);
        }
    }

    private static String lookUpReason(Throwable failure, Duration limit) {
        if (failure instanceof UnknownHostException) {
            return "its host name is not known";
        }
        return failure instanceof TimeoutException
                ? "its host name was not found within " + limit.toMillis() + " ms"
                : "too many host names wait to be looked up";
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
        var opened = new CompletableFuture<ClientConnection>();
        open(peer, connectTimeout, incoming, opened);
        return opened;
    }

    private void open(
            InetSocketAddress peer,
            Duration connectTimeout,
            FrameHandler incoming,
            CompletableFuture<ClientConnection> opened) {
        String where = Addresses.text(peer);
        if (connections.isClosed() || loops.group().isShuttingDown()) {
            var stopped = new IllegalStateException("the dialer or its event loops are closed");
            opened.completeExceptionally(noConnection(where, "this side is shutting down", stopped));
            return;
        }
        ChannelFuture connecting = bootstrap(connectTimeout)
                .handler(new ConnectionInitializer(
                        connections,
                        channel -> new ClientConnection(channel, peer, settings, incoming, opened).pipelineEnd(),
                        channel -> tls.newHandler(channel.alloc(), peer)))
                .connect(peer);
        ChannelFuture unused = connecting.addListener(attempt -> {
            Throwable cause = attempt.cause();
            if (cause != null) {
                opened.completeExceptionally(noConnection(where, reason(cause, connectTimeout), cause));
            }
        });
    }

    /** Closes the connections; returns within a quarter of a second. Not for a thread of an event loop. */
    @Override
    public void close() {
        connections.close(CLOSE_LIMIT);
    }

    private Bootstrap bootstrap(Duration connectTimeout) {
        Bootstrap bootstrap = new Bootstrap()
                .group(loops.group())
                .channelFactory(loops.channels())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, millis(connectTimeout));
        keepAlive.forEach(bootstrap::option);
        return bootstrap;
    }

    /** Returns a number that is never 0, which would stand for ever. */
    private static int millis(Duration connectTimeout) {
        return Math.toIntExact(Math.max(1, connectTimeout.toMillis()));
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
