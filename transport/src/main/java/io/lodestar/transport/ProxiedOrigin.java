package io.lodestar.transport;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/** Takes from the header of a proxy that is trusted where the connection comes from, and lets what follows come to the gate. */
final class ProxiedOrigin extends ChannelInboundHandlerAdapter {
    private final Gate gate;

    ProxiedOrigin(Gate gate) {
        this.gate = gate;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        var connection = Gate.connection(context);
        var header = (HAProxyMessage) message;
        try {
            origin(header)
                    .filter(origin -> mayBe(origin, connection.remoteAddress()))
                    .ifPresent(connection::comeFrom);
        } finally {
            header.release();
        }
        connection.attendance().noteBeginning(connection, false);
        Gate behind = gate.behindProxy();
        behind.receive(connection);
        context.pipeline().replace(this, null, behind);
    }

    /** Returns for whom the proxy speaks: empty when for itself, as in a check of our health, or when it does not know. */
    private static Optional<InetSocketAddress> origin(HAProxyMessage header) {
        if (header.command() == HAProxyCommand.LOCAL || header.sourceAddress() == null) {
            return Optional.empty();
        }
        InetAddress address = NetUtil.createInetAddressFromIpAddressString(header.sourceAddress());
        return Optional.ofNullable(address).map(known -> new InetSocketAddress(known, header.sourcePort()));
    }

    /** The loopback of another machine is not ours, and what ours is trusted with is not for it. */
    private static boolean mayBe(InetSocketAddress origin, InetSocketAddress proxy) {
        return !origin.getAddress().isLoopbackAddress() || proxy.getAddress().isLoopbackAddress();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof DecoderException) {
            String what = ConnectionRefusal.PROXY_MALFORMED.meaning() + ": " + cause.getMessage();
            Gate.connection(context).giveUp(ConnectionRefusal.PROXY_MALFORMED, what);
        } else {
            context.fireExceptionCaught(cause);
        }
    }
}
