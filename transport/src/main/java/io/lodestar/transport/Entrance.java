package io.lodestar.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import java.net.InetSocketAddress;

/** Takes what a listener accepted, as far as there are places, and fills its pipeline: with the gate, until something comes, and the connection. */
@ChannelHandler.Sharable
final class Entrance extends ChannelInitializer<Channel> {
    private final ConnectionSet connections;
    private final Gate gate;
    private final Flow flow;
    private final FrameHandler handler;

    Entrance(ConnectionSet connections, Gate gate, Flow flow, FrameHandler handler) {
        this.connections = connections;
        this.gate = gate;
        this.flow = flow;
        this.handler = handler;
    }

    @Override
    protected void initChannel(Channel channel) {
        var peer = (InetSocketAddress) channel.remoteAddress();
        if (peer == null || !gate.hasPlace(peer.getAddress())) { // without an address it is gone already
            ChannelFuture unused = channel.close();
            return;
        }
        var connection = new ChannelConnection(channel, peer, handler, flow);
        connections.add(connection);
        channel.pipeline().addLast(gate, connection);
        gate.receive(connection);
    }
}
