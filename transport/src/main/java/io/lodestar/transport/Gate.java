package io.lodestar.transport;

import io.lodestar.transport.tls.TlsMode;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import java.net.InetAddress;

/**
 * Stands before the connections of a listener until their first bytes have come, and lets in what is meant for it: frames, plain or in TLS, behind
 * the header of a proxy that is trusted or without one. What is something else is told so in its own language where a line suffices.
 *
 * <p>One for all connections, so one that is still silent has nothing of its own here.
 */
@ChannelHandler.Sharable
final class Gate extends ChannelInboundHandlerAdapter {
    /** For what a proxy may add to its header. */
    private static final int MAX_PROXY_EXTRAS_BYTES = 4 * 1024;

    private final Places places;
    private final Defences defences;
    private final SourceRanges trustedProxies;

    Gate(Places places, Defences defences, SourceRanges trustedProxies) {
        this.places = places;
        this.defences = defences;
        this.trustedProxies = trustedProxies;
    }

    /** Returns the gate behind the header of a proxy: there is no second one. */
    Gate behindProxy() {
        return new Gate(places, defences, SourceRanges.NONE);
    }

    /** Returns whether there is a place for who comes from there; it is taken then. */
    boolean hasPlace(InetAddress peer) {
        if (places.enter()) {
            return true;
        }
        defences.refusals()
                .refuse(
                        ConnectionRefusal.TOO_MANY_CONNECTIONS,
                        peer,
                        "all of " + places.max()
                                + " connections are there: raise connectionsMax, or how many files the system lets the server open");
        return false;
    }

    /** Counts a new connection for its source, unless that is a proxy's, and gives it up when its source has too many. */
    void receive(ChannelConnection connection) {
        InetAddress peer = connection.remoteAddress().getAddress();
        if (trustedProxies.contain(peer)) {
            return;
        }
        if (places.enterFrom(Source.of(peer))) {
            connection.attendance().countFromSource();
        } else {
            connection.giveUp(
                    ConnectionRefusal.TOO_MANY_FROM_SOURCE,
                    "its source has " + places.maxPerSource() + " others, as many as connectionsPerSourceMax allows");
        }
    }

    /** Where a proxy may speak for somebody else, the owner is told when it is known for whom. */
    @Override
    public void channelActive(ChannelHandlerContext context) {
        if (!trustedProxies.contain(connection(context).remoteAddress().getAddress())) {
            context.fireChannelActive();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        decide(context, (ByteBuf) message);
    }

    /** Decides on what begins with these bytes, and takes them over. */
    void decide(ChannelHandlerContext context, ByteBuf bytes) {
        switch (Opening.of(bytes)) {
            case FRAMES -> letIn(context, bytes);
            case UNDECIDED -> await(context, bytes);
            case PROXY -> readProxyHeader(context, bytes);
            case TLS -> encrypt(context, bytes);
            case HTTP -> refuse(context, bytes, ConnectionRefusal.HTTP, LastWords.http());
            case HTTP2 -> refuse(context, bytes, ConnectionRefusal.HTTP2, LastWords.http2());
        }
    }

    private void letIn(ChannelHandlerContext context, ByteBuf bytes) {
        if (defences.tls().mode() == TlsMode.ENFORCING) {
            refuse(context, bytes, ConnectionRefusal.PLAIN_TEXT, LastWords.none());
            return;
        }
        context.pipeline().remove(context.handler());
        context.fireChannelActive();
        context.fireChannelRead(bytes);
    }

    private void encrypt(ChannelHandlerContext context, ByteBuf bytes) {
        if (defences.tls().mode() == TlsMode.DISABLED) {
            refuse(context, bytes, ConnectionRefusal.TLS_OFF, LastWords.tlsAlert());
            return;
        }
        var pipeline = context.pipeline();
        pipeline.addAfter(context.name(), null, new HandshakeOutcome());
        pipeline.addAfter(context.name(), null, defences.tls().newHandler());
        pipeline.remove(context.handler());
        context.fireChannelRead(bytes);
    }

    private void await(ChannelHandlerContext context, ByteBuf bytes) {
        connection(context).attendance().noteBeginning(connection(context), true);
        context.pipeline().replace(context.handler(), null, new FirstBytes(this, bytes));
    }

    private void readProxyHeader(ChannelHandlerContext context, ByteBuf bytes) {
        var connection = connection(context);
        if (!trustedProxies.contain(connection.remoteAddress().getAddress())) {
            refuse(context, bytes, ConnectionRefusal.PROXY_NOT_TRUSTED, LastWords.none());
            return;
        }
        connection.attendance().noteBeginning(connection, true);
        var pipeline = context.pipeline();
        pipeline.addAfter(context.name(), null, new ProxiedOrigin(this));
        pipeline.replace(context.handler(), null, new HAProxyMessageDecoder(MAX_PROXY_EXTRAS_BYTES));
        pipeline.fireChannelRead(bytes);
    }

    private static void refuse(
            ChannelHandlerContext context, ByteBuf bytes, ConnectionRefusal reason, ByteBuf lastWords) {
        bytes.release();
        var connection = connection(context);
        context.pipeline().remove(context.handler());
        connection.turnAway(reason, reason.meaning(), lastWords);
    }

    static ChannelConnection connection(ChannelHandlerContext context) {
        return context.pipeline().get(ChannelConnection.class);
    }
}
