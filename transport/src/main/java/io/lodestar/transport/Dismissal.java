package io.lodestar.transport;

import io.lodestar.protocol.ExtFields;
import io.lodestar.protocol.Frame;
import io.lodestar.protocol.LimitExceededException;
import io.lodestar.protocol.MalformedFrameException;
import io.lodestar.protocol.ResponseCode;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.socket.DuplexChannel;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a peer is sent away that broke a limit: it is told why if it can be, and may read that in peace. A connection that is closed while its peer still
 * sends is reset, and the peer's system may then throw away what it was told; so only this side's half is closed at first. What the peer sends
 * meanwhile is dropped unread. Confined to the event loop of the connection.
 */
final class Dismissal {
    private static final Logger LOG = LoggerFactory.getLogger(Dismissal.class);
    private static final long LIMIT_MILLIS = 1_000;

    private Dismissal() {}

    /** A reset is a peer's habit, bad bytes may interest an operator, and anything else is a fault of ours. */
    static void report(ChannelConnection connection, Throwable cause) {
        if (cause instanceof IOException) {
            LOG.debug("{} broke: {}", connection, cause.getMessage());
        } else if (cause instanceof MalformedFrameException || cause instanceof LimitExceededException) {
            LOG.info("{} closed: {}", connection, cause.getMessage());
        } else {
            LOG.error("{} closed because of a fault", connection, cause);
        }
    }

    /** Returns what the sender of the request is told, if it is known and waits for an answer. */
    static Optional<Frame> answer(LimitExceededException limit) {
        return limit.request()
                .filter(asked -> !asked.header().isResponse() && !asked.header().isOneWay())
                .map(asked -> Frame.of(
                        asked.encoding(),
                        asked.header()
                                .answer(
                                        ResponseCode.SYSTEM_ERROR,
                                        String.valueOf(limit.getMessage()),
                                        ExtFields.ABSENT)));
    }

    /** Closes the channel when its peer has read all that was written, and closed it in turn; in a second in any case. */
    static void begin(Channel channel) {
        var last = channel.eventLoop()
                .schedule(
                        () -> {
                            ChannelFuture unused = channel.close();
                        },
                        LIMIT_MILLIS,
                        TimeUnit.MILLISECONDS);
        ChannelFuture unusedEnd = channel.closeFuture().addListener(closed -> last.cancel(false));
        ChannelFuture unusedToo = channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> {
            if (channel instanceof DuplexChannel both && written.isSuccess()) {
                ChannelFuture unusedAsWell = both.shutdownOutput();
            } else {
                ChannelFuture unusedAsWell = channel.close();
            }
        });
    }
}
