package io.lodestar.transport;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import javax.net.ssl.SSLException;

/** Waits for the end of a TLS handshake: the connection is then let in, or given up. */
final class HandshakeOutcome extends ChannelInboundHandlerAdapter {
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent outcome) {
            context.pipeline().remove(this);
            if (outcome.isSuccess()) {
                context.fireChannelActive();
            } else {
                giveUp(context, outcome.cause());
            }
        }
        context.fireUserEventTriggered(event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof SSLException || cause instanceof DecoderException) {
            giveUp(context, cause);
        } else {
            context.fireExceptionCaught(cause);
        }
    }

    /** Also where the peer just went away: it is what one sees of a client that does not trust the certificate. */
    private static void giveUp(ChannelHandlerContext context, Throwable cause) {
        String what = ConnectionRefusal.TLS_HANDSHAKE.meaning() + ": " + cause.getMessage();
        Gate.connection(context).giveUp(ConnectionRefusal.TLS_HANDSHAKE, what);
    }
}
