package io.lodestar.server.http;

import io.lodestar.transport.Refusals;
import io.lodestar.transport.Source;
import io.lodestar.transport.tls.TlsServer;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpResponseEncoder;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Speaks HTTP/1.1 on one port, plain and in TLS: one event loop that does nothing else, and two workers. Thread-safe. */
public final class HttpServer implements AutoCloseable {
    private static final Duration CLOSE_LIMIT = Duration.ofMillis(400);
    private static final int READ_BYTES = 8 * 1024;
    private static final int BACKLOG = 256;
    private static final int LOOK_MILLIS = 500;
    private static final int POLL_MILLIS = 5;

    private final House house;
    private final EventLoopGroup loops;
    private final Channel channel;

    private HttpServer(House house, EventLoopGroup loops, Channel channel) {
        this.house = house;
        this.loops = loops;
        this.channel = channel;
    }

    /**
     * Listens, and answers by the router.
     *
     * @param threads makes the event loop's thread and the workers, of these names
     * @throws BindException when nobody can listen there, with the reason
     */
    public static HttpServer start(
            HttpSettings settings, Router router, TlsServer tls, Function<String, ThreadFactory> threads)
            throws BindException {
        var workers = new Workers(threads.apply("lodestar-http-worker"));
        var house = new House(
                settings,
                router,
                tls,
                workers,
                new Crowd(settings),
                new Refusals<>(HttpRefusal.class, System::nanoTime));
        boolean epoll = Epoll.isAvailable();
        var loops = new MultiThreadIoEventLoopGroup(
                1, threads.apply("lodestar-http"), epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        ChannelFuture bound = bootstrap(house, loops, epoll)
                .bind(new InetSocketAddress(settings.bindAddress(), settings.port()))
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            var unused = loops.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS);
            workers.close(Duration.ZERO);
            var refused = new BindException("port " + settings.port() + " on " + settings.bindAddress() + ": "
                    + bound.cause().getMessage());
            refused.initCause(bound.cause());
            throw refused;
        }
        var unused = loops.scheduleWithFixedDelay(
                () -> look(house.crowd()), LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        return new HttpServer(house, loops, bound.channel());
    }

    private static ServerBootstrap bootstrap(House house, EventLoopGroup loops, boolean epoll) {
        return new ServerBootstrap()
                .group(loops)
                .channelFactory(epoll ? EpollServerSocketChannel::new : NioServerSocketChannel::new)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.AUTO_READ, false)
                .childOption(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new FixedRecvByteBufAllocator(READ_BYTES).maxMessagesPerRead(1))
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        receive(house, channel);
                    }
                });
    }

    private static void receive(House house, Channel channel) {
        var peer = (InetSocketAddress) channel.remoteAddress();
        if (peer == null) { // it is gone already
            ChannelFuture unused = channel.close();
            return;
        }
        var crowd = house.crowd();
        var source = Source.of(peer.getAddress());
        boolean full = crowd.isFull();
        if (full || crowd.isFullFor(source)) {
            house.refusals()
                    .refuse(
                            full ? HttpRefusal.TOO_MANY_CONNECTIONS : HttpRefusal.TOO_MANY_FROM_SOURCE,
                            peer.getAddress(),
                            full
                                    ? "there are as many connections as httpConnectionsMax allows"
                                    : "its source has as many connections as httpConnectionsPerSourceMax allows");
            ChannelFuture unused = channel.close();
            return;
        }
        var threshold = new Threshold(house.tls());
        var decoder = new PacedDecoder();
        var connection = new HttpConnection(house, channel, peer, threshold, decoder);
        crowd.enter(connection);
        channel.pipeline().addLast(threshold, decoder, new HttpResponseEncoder(), connection);
    }

    private static void look(Crowd crowd) {
        long now = System.nanoTime();
        crowd.all().forEach(connection -> connection.look(now));
    }

    /** Returns where it listens, with the port that the system chose if it was asked to. */
    public InetSocketAddress address() {
        return (InetSocketAddress) channel.localAddress();
    }

    /** Returns how many connections there are. */
    public int connectionCount() {
        return house.crowd().count();
    }

    /** Returns how many of them are event streams. */
    public int streamCount() {
        return house.crowd().streamCount();
    }

    /** Returns how often something was refused, for each of the reasons. */
    public Map<HttpRefusal, Long> refusals() {
        return house.refusals().counts();
    }

    /** Frees the port, ends the streams, sends the replies that are under way, and closes; returns within a second. */
    @Override
    public void close() {
        long begunAtNanos = System.nanoTime();
        channel.close().awaitUninterruptibly(CLOSE_LIMIT.toMillis());
        Answering.onLoop(loops.next(), house.crowd()::close);
        while (house.crowd().count() > 0 && System.nanoTime() - begunAtNanos < CLOSE_LIMIT.toNanos()) {
            channel.eventLoop()
                    .schedule(() -> {}, POLL_MILLIS, TimeUnit.MILLISECONDS)
                    .awaitUninterruptibly(CLOSE_LIMIT.toMillis());
        }
        house.workers().close(CLOSE_LIMIT);
        loops.shutdownGracefully(0, CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(CLOSE_LIMIT.toMillis());
    }
}
