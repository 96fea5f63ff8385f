package io.lodestar.server.http;

import io.lodestar.transport.tls.TlsMode;
import io.lodestar.transport.tls.TlsServer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/** Stands before the decoder of a connection: sees by the first byte whether it is to be encrypted, and has the decoder go on. Confined to the event loop. */
final class Threshold extends ChannelInboundHandlerAdapter {
    private static final int TLS_HANDSHAKE = 0x16;

    private final TlsServer tls;
    private @Nullable ChannelHandlerContext own;
    private boolean decided;
    private boolean passing;

    Threshold(TlsServer tls) {
        this.tls = tls;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        own = context;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!decided && message instanceof ByteBuf bytes && bytes.isReadable()) {
            decided = true;
            if (bytes.getByte(bytes.readerIndex()) == TLS_HANDSHAKE) {
                encrypt(context, bytes);
                return;
            }
        }
        pass(context, message);
    }

    private void pass(ChannelHandlerContext context, Object message) {
        passing = true;
        try {
            context.fireChannelRead(message);
        } finally {
            passing = false;
        }
    }

    private void encrypt(ChannelHandlerContext context, ByteBuf bytes) {
        if (tls.mode() == TlsMode.DISABLED) {
            ReferenceCountUtil.release(bytes);
            context.fireUserEventTriggered(Sign.TLS_IS_OFF);
            return;
        }
        var pipeline = context.pipeline();
        pipeline.addBefore(context.name(), null, tls.newHandler());
        context.fireUserEventTriggered(Sign.TLS_BEGINS);
        pipeline.fireChannelRead(bytes);
    }

    /** What a connection is told of its first byte. */
    enum Sign {
        /** It will be encrypted. */
        TLS_BEGINS,
        /** It should be, and cannot. */
        TLS_IS_OFF
    }

    /** Returns whether the decoder has work right now: whatever it finds is followed by the end of the read. */
    boolean isPassing() {
        return passing;
    }

    /** Has the decoder look at what it has. */
    void goOn() {
        if (own != null) {
            pass(own, Unpooled.EMPTY_BUFFER);
        }
    }
}
