package io.lodestar.transport;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Sees to it that a listener goes on when the system cannot give it a connection: mostly since there are no file descriptors left, and then
 * trying again at once would only burn a processor. Those who want in wait in the backlog meanwhile.
 */
final class Doorbell extends ChannelInboundHandlerAdapter {
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Refusals<ConnectionRefusal> refusals;

    Doorbell(Refusals<ConnectionRefusal> refusals) {
        this.refusals = refusals;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        refusals.refuse(
                ConnectionRefusal.ACCEPT_FAILED,
                "the system gave no connection to the listener at "
                        + context.channel().localAddress() + ": " + cause.getMessage()
                        + "; if it is out of files, let the server open more of them (ulimit -n)");
        var config = context.channel().config();
        if (config.isAutoRead()) {
            config.setAutoRead(false);
            ScheduledFuture<?> unused = context.channel()
                    .eventLoop()
                    .schedule(() -> config.setAutoRead(true), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}
