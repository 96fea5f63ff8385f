package io.lodestar.transport;

import io.lodestar.transport.tls.TlsMode;
import io.lodestar.transport.tls.TlsServer;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells by the first byte of a connection whether it is encrypted (protocol 7.1): a plain frame that starts like TLS would be 369 MB long. */
final class FirstByte extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(FirstByte.class);
    private static final byte TLS_HANDSHAKE = 0x16;

    private final TlsServer tls;

    private FirstByte(TlsServer tls) {
        this.tls = tls;
    }

    /** Returns one for a new connection; empty when all that come are plain. */
    static Optional<ChannelHandler> handler(TlsServer tls) {
        return tls.mode() == TlsMode.DISABLED ? Optional.empty() : Optional.of(new FirstByte(tls));
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        if (bytes.getByte(bytes.readerIndex()) == TLS_HANDSHAKE) {
            context.pipeline().addAfter(context.name(), SslHandler.class.getName(), tls.newHandler());
            passOn(context, bytes);
        } else if (tls.mode() == TlsMode.ENFORCING) {
            bytes.release();
            LOG.info("{} closed: it is not encrypted, and only TLS is taken here", context.channel());
            ChannelFuture unused = context.close();
        } else {
            passOn(context, bytes);
        }
    }

    private void passOn(ChannelHandlerContext context, ByteBuf bytes) {
        context.fireChannelRead(bytes);
        context.pipeline().remove(this);
    }
}
