package io.lodestar.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import java.util.Optional;
import java.util.function.Function;

/** Fills the pipeline of a new channel: with its connection, behind what encrypts it, if anything does. */
@ChannelHandler.Sharable
final class ConnectionInitializer extends ChannelInitializer<Channel> {
    private final ConnectionSet connections;
    private final Function<Channel, ChannelConnection> connect;
    private final Function<Channel, Optional<ChannelHandler>> security;

    ConnectionInitializer(
            ConnectionSet connections,
            Function<Channel, ChannelConnection> connect,
            Function<Channel, Optional<ChannelHandler>> security) {
        this.connections = connections;
        this.connect = connect;
        this.security = security;
    }

    @Override
    protected void initChannel(Channel channel) {
        var connection = connect.apply(channel);
        connections.add(connection);
        security.apply(channel).ifPresent(channel.pipeline()::addLast);
        channel.pipeline().addLast(connection);
    }
}
