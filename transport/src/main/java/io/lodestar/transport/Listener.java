package io.lodestar.transport;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** A listening socket and the connections that came in by it. */
public final class Listener implements AutoCloseable {
    private static final Duration STOP_LIMIT = Duration.ofMillis(500);
    private static final Duration CLOSE_LIMIT = Duration.ofMillis(500);

    private final Channel channel;
    private final ConnectionSet connections;
    private final AtomicBoolean stopped = new AtomicBoolean();

    private Listener(Channel channel, ConnectionSet connections) {
        this.channel = channel;
        this.connections = connections;
    }

    /**
     * As {@link #bind(EventLoops, ListenerSettings, FrameHandler, Defences)}, with what usually stands between a listener and its peers.
     *
     * @throws BindException when nobody can listen there, with the reason and the remedy
     */
    public static Listener bind(EventLoops loops, ListenerSettings settings, FrameHandler handler)
            throws BindException {
        return bind(loops, settings, handler, Defences.standard());
    }

    /**
     * Listens, and tells the handler of the connections that come in.
     *
     * @param loops where connections are served; they stay the caller's to close, after the listener
     * @throws BindException when nobody can listen there, with the reason and the remedy
     */
    public static Listener bind(EventLoops loops, ListenerSettings settings, FrameHandler handler, Defences defences)
            throws BindException {
        var limits = defences.limits();
        var places = limits.places();
        var house = new House(settings.maxIdle(), limits.patience(), Defences.unread(), Optional.of(places));
        var connections = new ConnectionSet(house);
        var flow = Flow.ofServer(
                settings.maxFrameBytes(), settings.maxRegistrationBytes(), settings.headerLimits(), defences);
        var gate = new Gate(places, defences, limits.trustedProxies());
        ChannelFuture bound = bootstrap(loops, settings)
                .handler(new Doorbell(defences.refusals()))
                .childHandler(new Entrance(connections, gate, flow, handler))
                .bind(new InetSocketAddress(settings.bindAddress(), settings.port()))
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw refused(settings, bound.cause());
        }
        return new Listener(bound.channel(), connections);
    }

    /** Returns the address listened to, with the port that the system chose if it was asked to. */
    public InetSocketAddress address() {
        return (InetSocketAddress) channel.localAddress();
    }

    /** Returns how many connections are open. */
    public int connectionCount() {
        return connections.size();
    }

    /** Returns what passes over the connections, for each event loop that has had one. */
    public List<Traffic> traffic() {
        return connections.traffic();
    }

    /** Frees the port; returns within half a second. Connections that are open go on. Not for a thread of an event loop. */
    public void stopAccepting() {
        if (stopped.compareAndSet(false, true)) {
            long start = System.nanoTime();
            channel.close().awaitUninterruptibly(STOP_LIMIT.toMillis());
            awaitNextRound(STOP_LIMIT.minusNanos(System.nanoTime() - start));
        }
    }

    /** The JDK's selector frees a closed port only in its next round, and a task that is due later runs after that round. */
    private void awaitNextRound(Duration limit) {
        var loop = channel.eventLoop();
        if (!loop.isShuttingDown() && !limit.isNegative()) {
            loop.schedule(() -> {}, 1, TimeUnit.MILLISECONDS).awaitUninterruptibly(limit.toMillis());
        }
    }

    /** Frees the port and closes the connections; returns within a second. Not for a thread of an event loop. */
    @Override
    public void close() {
        stopAccepting();
        connections.close(CLOSE_LIMIT);
    }

    private static ServerBootstrap bootstrap(EventLoops loops, ListenerSettings settings) {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops.group())
                .channelFactory(loops.serverChannels())
                .option(ChannelOption.SO_BACKLOG, settings.backlog())
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, settings.writeBufferWaterMark());
        KeepAlive.options(loops.isEpoll()).forEach(bootstrap::childOption);
        if (settings.receiveBufferBytes() > 0) {
            // On the listening socket: the window scale is agreed upon before the connection is accepted.
            bootstrap.option(ChannelOption.SO_RCVBUF, settings.receiveBufferBytes());
        }
        if (settings.sendBufferBytes() > 0) {
            bootstrap.childOption(ChannelOption.SO_SNDBUF, settings.sendBufferBytes());
        }
        return bootstrap;
    }

    private static BindException refused(ListenerSettings settings, Throwable cause) {
        String reason =
                cause instanceof UnresolvedAddressException ? "no such host" : String.valueOf(cause.getMessage());
        String place = "port " + settings.port() + " on " + settings.bindAddress();
        String message = reason.toLowerCase(Locale.ROOT).contains("in use")
                ? place + " is in use: stop the other process or set listenPort"
                : "cannot listen to " + place + " (" + reason + "): set bindAddress or listenPort";
        var refusal = new BindException(message);
        refusal.initCause(cause);
        return refusal;
    }
}
