package io.lodestar.transport;

import io.lodestar.protocol.ExtFields;
import io.lodestar.protocol.Frame;
import io.lodestar.protocol.ResponseCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a connection sends. Confined to the event loop, but for the methods that send any frame.
 *
 * <p>What is sent during a read batch is flushed once, at its end; what is sent outside of one is flushed by a task queued behind the sends that are
 * already waiting. Should the socket have no room meanwhile, all of it is offered at once, since a paused connection sees no end of its batch.
 */
final class Outlet {
    private static final Logger LOG = LoggerFactory.getLogger(Outlet.class);

    private final ChannelConnection connection;
    private final Channel channel;
    private final OutputBatch batch;
    private final long maxUnsentBytes;

    private boolean inBatch;
    private boolean flushDue;
    private boolean finished;
    /** How many frames were sent since the batch began. */
    private int batched;

    Outlet(ChannelConnection connection, Channel channel, long maxUnsentBytes) {
        this.connection = connection;
        this.channel = channel;
        this.batch = new OutputBatch(channel);
        this.maxUnsentBytes = maxUnsentBytes;
    }

    /** Sends a frame. Comes from any thread. */
    void send(Frame frame) {
        if (!channel.eventLoop().inEventLoop()) {
            if (!transmit(frame, Optional.empty())) {
                LOG.debug("{} is gone, and drops a frame", connection);
            }
        } else if (admits(frame.body())) {
            batch.add(frame);
            flushSoon();
        }
    }

    /** As {@link #send(Frame)}; tells when it no longer waits for the peer. Comes from any thread. */
    void send(Frame frame, Runnable settled) {
        ChannelPromise written = channel.newPromise();
        ChannelFuture unused = written.addListener(done -> settled.run());
        if (!transmit(frame, Optional.of(written))) {
            settled.run();
        }
    }

    /** Answers a request with success and a body. On the event loop no header is made for that. */
    void succeed(Frame request, ByteBuf body) {
        if (!channel.eventLoop().inEventLoop()) {
            var header = request.header().answer(ResponseCode.SUCCESS, "", ExtFields.ABSENT);
            send(new Frame(request.encoding(), header, body));
        } else if (admits(body)) {
            batch.addSuccess(request, body);
            flushSoon();
        }
    }

    /** As {@link #send}; returns whether a promise will be told when the socket took the frame, or why it did not. Comes from any thread. */
    boolean transmit(Frame frame, Optional<ChannelPromise> written) {
        ByteBuf head = OutputBatch.headOf(frame);
        ByteBuf body = frame.body();
        boolean accepted = EventLoops.run(channel.eventLoop(), () -> write(head, body, written));
        if (!accepted) {
            head.release();
            body.release();
        }
        return accepted;
    }

    /** From here on, what is sent waits for the end of the batch. */
    void beginBatch() {
        if (!inBatch) {
            inBatch = true;
            connection.attendance().beginBatch();
        }
    }

    void endBatch() {
        inBatch = false;
        if (flushDue) {
            flush();
        }
        if (batched > 0) {
            connection.attendance().endBatch(batched);
            batched = 0;
        }
    }

    /** Offers all that was sent to the socket. */
    void flush() {
        batch.giveToChannel();
        flushDue = false;
        connection.attendance().noteSent(batch.takeGivenBytes());
        channel.flush();
        if (Attendance.unsentBytes(channel) > 0) {
            connection.attendance().noteUnsent(connection);
        }
    }

    /** Writes what was sent to the channel, which is still to be flushed. */
    void giveToChannel() {
        batch.giveToChannel();
    }

    /**
     * Sends the last that is sent, and lets the peer take it: a socket that is closed while something comes in throws away what its peer has not
     * read yet, so only this direction ends.
     */
    void finish(ByteBuf lastWords) {
        batch.add(lastWords);
        finished = true;
        ChannelPromise taken = channel.newPromise();
        tellWhenTaken(taken);
        ChannelFuture unused = taken.addListener(write -> {
            boolean saysGoodbye = channel.pipeline().get(SslHandler.class) != null;
            ChannelFuture unusedToo =
                    !saysGoodbye && channel instanceof DuplexChannel duplex ? duplex.shutdownOutput() : channel.close();
        });
        flush();
    }

    /** Returns whether something may be sent; gives up its body otherwise. */
    private boolean admits(ByteBuf body) {
        boolean admitted = refusal().isEmpty();
        if (!admitted) {
            body.release();
        }
        return admitted;
    }

    private void write(ByteBuf head, ByteBuf body, Optional<ChannelPromise> written) {
        Optional<IOException> refusal = refusal();
        if (refusal.isPresent()) {
            head.release();
            body.release();
            written.ifPresent(promise -> promise.setFailure(refusal.get()));
            return;
        }
        batch.add(head);
        batch.add(body);
        written.ifPresent(this::tellWhenTaken);
        flushSoon();
    }

    /** What is written in order is taken in order: so nothing, written last, tells of all before it. */
    private void tellWhenTaken(ChannelPromise taken) {
        batch.giveToChannel();
        ChannelFuture unused = channel.write(Unpooled.EMPTY_BUFFER, taken);
    }

    private void flushSoon() {
        batched += inBatch ? 1 : 0;
        if (!flushDue) {
            flushDue = true;
            if (!inBatch) {
                channel.eventLoop().execute(this::endBatch);
            }
        }
    }

    /** Returns why nothing more can be sent, if so; gives the peer up that is the reason. */
    private Optional<IOException> refusal() {
        if (finished || !channel.isActive()) {
            return Optional.of(new IOException(connection + " is closed"));
        }
        if (channel.bytesBeforeWritable() > maxUnsentBytes) { // then nothing waits in the batch
            String tooMuch = "over " + maxUnsentBytes + " bytes wait for the peer to read them";
            connection.giveUp(ConnectionRefusal.TOO_MUCH_UNREAD, tooMuch);
            return Optional.of(new IOException(tooMuch));
        }
        return Optional.empty();
    }
}
