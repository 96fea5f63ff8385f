package io.lodestar.transport;

import io.lodestar.protocol.Frame;
import io.lodestar.protocol.Header;
import io.lodestar.protocol.LimitExceededException;
import io.lodestar.protocol.MalformedFrameException;
import io.lodestar.transport.tls.TlsServer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one handler of our own in a channel's pipeline: bytes in, frames out.
 *
 * <p>Reading stops for either of two reasons, and goes on when neither holds: the owner asked for it, or the peer does
 * not read what it asked for (protocol 6.3). Reading always goes on in a task of its own, never from inside a delivery:
 * else each answer that makes room would deliver the next request one stack frame deeper.
 *
 * <p>Frames that arrived whole before the peer went away, cleanly or not, are delivered before the end is told, also if reading is paused at
 * that moment: at most what the system had taken from the peer by then. They are dropped when it is this side that closes.
 *
 * <p>What is sent during a read batch is flushed once, at its end; what is sent outside of one is flushed by a task queued behind the sends that are
 * already waiting. Should the socket have no room meanwhile, all of it is offered at once, since a paused connection sees no end of its batch.
 * Mutable fields are confined to the event loop unless they say otherwise.
 */
final class ChannelConnection extends ChannelDuplexHandler implements Connection, FrameAssembler.Owner {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelConnection.class);
    /** The one thing that is shared by all connections of a process: what tells them apart. */
    private static final AtomicLong LAST_ID = new AtomicLong();
    /** What a connection tells itself by way of its pipeline. */
    private static final Object MAY_READ = new Object();

    private final long id = LAST_ID.incrementAndGet();
    private final Channel channel;
    private final InetSocketAddress remoteAddress;
    private final FrameHandler handler;
    private final Flow flow;
    private final FrameAssembler assembler;
    private final OutputBatch batch;
    private final Attendance attendance = new Attendance();

    private boolean open;
    private boolean gone;
    private boolean askedToPause;
    private boolean peerIsSlow;
    private boolean inBatch;
    private boolean flushDue;
    private Optional<Throwable> failure = Optional.empty();

    ChannelConnection(Channel channel, InetSocketAddress remoteAddress, FrameHandler handler, Flow flow) {
        this.channel = channel;
        this.remoteAddress = remoteAddress;
        this.handler = handler;
        this.flow = flow;
        this.assembler = new FrameAssembler(flow, this);
        this.batch = new OutputBatch(channel);
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return remoteAddress;
    }

    @Override
    public Optional<String> certificate() {
        return TlsServer.certificateOf(channel);
    }

    @Override
    public void send(Frame frame) {
        if (!channel.eventLoop().inEventLoop()) {
            if (!transmit(frame, Optional.empty())) {
                LOG.debug("{} is gone, and drops a frame", this);
            }
        } else if (admits(frame.body())) {
            batch.add(frame);
            flushSoon();
        }
    }

    @Override
    public void succeed(Frame request, ByteBuf body) {
        if (!channel.eventLoop().inEventLoop()) {
            Connection.super.succeed(request, body);
        } else if (admits(body)) {
            batch.addSuccess(request, body);
            flushSoon();
        }
    }

    /** As {@link #send}; returns whether a promise will be told when the socket took the frame, or why it did not. */
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

    @Override
    public void close() {
        ask(this::drop);
    }

    @Override
    public void dismiss(LimitExceededException limit) {
        ask(() -> sendAway(limit));
    }

    @Override
    public boolean admitsLong(Header header) {
        return handler.admitsLong(this, header);
    }

    @Override
    public void pauseReading() {
        askToPause(true);
    }

    @Override
    public void resumeReading() {
        askToPause(false);
    }

    @Override
    public boolean isOpen() {
        return channel.isActive();
    }

    Channel channel() {
        return channel;
    }

    Attendance attendance() {
        return attendance;
    }

    /** Returns why the connection broke, if it did. Confined to the event loop. */
    Optional<Throwable> failure() {
        return failure;
    }

    @Override
    public String toString() {
        return "connection " + id + " with " + Addresses.text(remoteAddress);
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        open = true;
        handler.onOpened(this);
    }

    /** Whoever closes the channel: what was sent before is offered to the socket. */
    @Override
    public void close(ChannelHandlerContext context, ChannelPromise closed) {
        batch.giveToChannel();
        context.flush();
        ChannelFuture unused = context.close(closed);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        attendance.end(this);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        gone = true;
        peerIsSlow = false;
        batch.giveToChannel(); // which drops it
        assembler.end();
        finish();
    }

    /** Delivers what has arrived before the peer went away, as far as the owner lets it, and tells of the end after the last frame. */
    private void finish() {
        boolean delivered = false;
        try {
            deliver();
            delivered = true;
        } catch (MalformedFrameException | LimitExceededException refused) {
            note(refused);
        } finally {
            if (!delivered) {
                assembler.close();
            }
            if (open && !assembler.holdsFrame()) {
                open = false;
                assembler.close();
                handler.onClosed(this);
            }
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        inBatch = true;
        attendance.noteMove();
        assembler.add(context.alloc(), (ByteBuf) message);
        deliver();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        endBatch();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (!channel.isWritable()) {
            flush();
        }
        peerIsSlow = flow.answersOnly() && channel.isActive() && !channel.isWritable();
        applyReading();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == MAY_READ) {
            goOnReading();
        } else {
            context.fireUserEventTriggered(event);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException) {
            note(cause);
            ChannelFuture unused = channel.close(); // what the peer said before still counts
        } else if (cause instanceof LimitExceededException limit) {
            Dismissal.answer(limit).ifPresent(this::send);
            sendAway(limit);
        } else {
            fail(cause);
        }
    }

    private void fail(Throwable cause) {
        note(cause);
        drop(); // what was answered before still counts
    }

    private void sendAway(LimitExceededException limit) {
        note(limit);
        assembler.close(); // from now on, it drops what comes
        batch.giveToChannel();
        Dismissal.begin(channel);
        askedToPause = false;
        peerIsSlow = false;
        applyReading();
    }

    private void note(Throwable cause) {
        if (failure.isEmpty()) {
            failure = Optional.of(cause);
            Dismissal.report(this, cause);
        }
    }

    private void drop() {
        assembler.close();
        ChannelFuture unused = channel.close();
        if (gone) {
            finish();
        }
    }

    private void deliver() {
        while (mayRead()) {
            Optional<Frame> frame = assembler.next();
            if (frame.isEmpty()) {
                return;
            }
            handler.onFrame(this, frame.get());
        }
    }

    private void endBatch() {
        inBatch = false;
        assembler.trim(channel.alloc());
        if (flushDue) {
            flush();
        }
    }

    private boolean mayRead() {
        return !askedToPause && !peerIsSlow;
    }

    private void askToPause(boolean pause) {
        ask(() -> {
            askedToPause = pause;
            applyReading();
        });
    }

    private void applyReading() {
        if (!mayRead()) {
            channel.config().setAutoRead(false);
        } else if (gone) {
            channel.eventLoop().execute(this::finish); // the pipeline has been taken down
        } else if (!channel.config().isAutoRead()) {
            // By way of the pipeline, so that a failing delivery ends like any other: in exceptionCaught.
            channel.eventLoop().execute(() -> channel.pipeline().fireUserEventTriggered(MAY_READ));
        }
    }

    private void goOnReading() {
        inBatch = true;
        deliver();
        endBatch();
        if (mayRead()) {
            channel.config().setAutoRead(true);
        }
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
        written.ifPresent(this::tellWhenWritten);
        flushSoon();
    }

    /** What is written in order is taken in order: so nothing, written last, tells of all before it. */
    private void tellWhenWritten(ChannelPromise written) {
        batch.giveToChannel();
        ChannelFuture unused = channel.write(Unpooled.EMPTY_BUFFER, written);
    }

    private void flushSoon() {
        if (!flushDue) {
            flushDue = true;
            if (!inBatch) {
                channel.eventLoop().execute(this::endBatch);
            }
        }
    }

    /** Returns why nothing more can be sent, if so; gives the peer up that is the reason. */
    private Optional<IOException> refusal() {
        if (!channel.isActive()) {
            return Optional.of(new IOException(this + " is closed"));
        }
        if (channel.bytesBeforeWritable() > flow.maxUnsentBytes()) { // then nothing waits in the batch
            var tooMuch = new IOException("over " + flow.maxUnsentBytes() + " bytes wait for the peer to read them");
            fail(tooMuch);
            return Optional.of(tooMuch);
        }
        return Optional.empty();
    }

    private void flush() {
        batch.giveToChannel();
        flushDue = false;
        attendance.noteMove();
        channel.flush();
    }

    private void ask(Runnable task) {
        if (!EventLoops.run(channel.eventLoop(), task)) {
            LOG.debug("{} is gone, and does nothing any more", this);
        }
    }
}
