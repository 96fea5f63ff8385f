package io.lodestar.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import java.util.function.Function;

/** Fills the pipeline of a new channel: with its connection, and nothing else. */
@ChannelHandler.Sharable
final class ConnectionInitializer extends ChannelInitializer<Channel> {
    private final ConnectionSet connections;
    private final Function<Channel, ChannelConnection> connect;

    ConnectionInitializer(ConnectionSet connections, Function<Channel, ChannelConnection> connect) {
        this.connections = connections;
        this.connect = connect;
    }

    @Override
    protected void initChannel(Channel channel) {
        var connection = connect.apply(channel);
        connections.add(connection);
        channel.pipeline().addLast(connection);
    }
}
