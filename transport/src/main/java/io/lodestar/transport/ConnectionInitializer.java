package io.lodestar.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.timeout.IdleStateHandler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Fills the pipeline of a new channel: the idle limit, then the connection. */
@ChannelHandler.Sharable
final class ConnectionInitializer extends ChannelInitializer<Channel> {
    private final ConnectionSet connections;
    private final Duration maxIdle;
    private final Function<Channel, ChannelConnection> connect;

    ConnectionInitializer(ConnectionSet connections, Duration maxIdle, Function<Channel, ChannelConnection> connect) {
        this.connections = connections;
        this.maxIdle = maxIdle;
        this.connect = connect;
    }

    @Override
    protected void initChannel(Channel channel) {
        if (!maxIdle.isZero()) {
            // Bytes that trickle out to a slow peer are life too, hence observeOutput.
            channel.pipeline().addLast(new IdleStateHandler(true, 0, 0, maxIdle.toNanos(), TimeUnit.NANOSECONDS));
        }
        channel.pipeline().addLast(connect.apply(channel));
        connections.add(channel);
    }
}
