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
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The one handler of our own in a channel's pipeline: bytes in, frames out.
 *
 * <p>Reading stops for any of four reasons, and goes on when none holds: the owner asked for it, the peer does not read what it asked for
 * (protocol 6.3), what all peers have begun to send leaves no room for more, or so much was delivered that other connections should have their
 * turn. Reading always goes on in a task of its own, never from inside a delivery: else each answer that makes room would deliver the next
 * request one stack frame deeper.
 *
 * <p>Frames that arrived whole before the peer went away, cleanly or not, are delivered before the end is told, also if reading is paused at
 * that moment: at most what the system had taken from the peer by then. They are dropped when it is this side that closes.
 *
 * <p>Mutable fields are confined to the event loop unless they say otherwise.
 */
final class ChannelConnection extends ChannelDuplexHandler
        implements Connection, FrameAssembler.Owner, MemoryBudget.Waiter {
    /** The one thing that is shared by all connections of a process: what tells them apart. */
    private static final AtomicLong LAST_ID = new AtomicLong();
    /** What a connection tells itself by way of its pipeline. */
    private static final Object MAY_READ = new Object();

    private final long id = LAST_ID.incrementAndGet();
    private final Channel channel;
    private final FrameHandler handler;
    private final Flow flow;
    private final Intake intake;
    private final Outlet outlet;
    private final Attendance attendance = new Attendance();
    /** As the channel has it, unless a trusted proxy says otherwise, which it does before anybody is told of the connection. */
    private InetSocketAddress remoteAddress;

    private boolean open;
    private boolean gone;
    private boolean parting;
    private boolean askedToPause;
    private boolean peerIsSlow;
    private Optional<Throwable> failure = Optional.empty();

    ChannelConnection(Channel channel, InetSocketAddress remoteAddress, FrameHandler handler, Flow flow) {
        this.channel = channel;
        this.remoteAddress = remoteAddress;
        this.handler = handler;
        this.flow = flow;
        this.intake = new Intake(new FrameAssembler(flow, this), flow.budget(), this);
        this.outlet = new Outlet(this, channel, flow.maxUnsentBytes());
        channel.config().setRecvByteBufAllocator(intake.sizes());
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public int loop() {
        return attendance.loop();
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
    public boolean isEncrypted() {
        return TlsServer.encrypts(channel);
    }

    @Override
    public void send(Frame frame) {
        outlet.send(frame);
    }

    @Override
    public void send(Frame frame, Runnable settled) {
        outlet.send(frame, settled);
    }

    @Override
    public void succeed(Frame request, ByteBuf body) {
        outlet.succeed(request, body);
    }

    @Override
    public void close() {
        onLoopOrNever(this::drop);
    }

    @Override
    public void dismiss(LimitExceededException limit) {
        onLoopOrNever(() -> {
            note(limit);
            part(Unpooled.EMPTY_BUFFER);
        });
    }

    @Override
    public Optional<String> refusalOfLong(Header header) {
        return handler.refusalOfLong(this, header);
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

    Outlet outlet() {
        return outlet;
    }

    Attendance attendance() {
        return attendance;
    }

    Intake intake() {
        return intake;
    }

    void comeFrom(InetSocketAddress origin) {
        remoteAddress = origin;
    }

    /** Returns whether the connection only waits for the peer to take the last words. */
    boolean isParting() {
        return parting;
    }

    /** Closes the connection for a reason that is counted. */
    void giveUp(ConnectionRefusal reason, String what) {
        note(new RefusedException(reason, what));
        drop(); // what was answered before still counts
    }

    /** As {@link #giveUp}, after some last words that the peer is given time to take. */
    void turnAway(ConnectionRefusal reason, String what, ByteBuf lastWords) {
        note(new RefusedException(reason, what));
        part(lastWords);
    }

    /** Returns why the connection broke, if it did. Confined to the event loop. */
    Optional<Throwable> failure() {
        return failure;
    }

    @Override
    public String toString() {
        return "connection " + id + " with " + Addresses.text(remoteAddress);
    }

    /** May be said twice: by the system, and by who found out where a connection comes from. */
    @Override
    public void channelActive(ChannelHandlerContext context) {
        if (!open && channel.isActive()) {
            open = true;
            handler.onOpened(this);
        }
    }

    /** Whoever closes the channel: what was sent before is offered to the socket. */
    @Override
    public void close(ChannelHandlerContext context, ChannelPromise closed) {
        outlet.giveToChannel();
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
        outlet.giveToChannel(); // which drops it
        intake.end();
        finish();
    }

    /** Delivers what has arrived before the peer went away, as far as the owner lets it, and tells of the end after the last frame. */
    private void finish() {
        boolean delivered = false;
        intake.endTurn();
        try {
            deliver();
            delivered = true;
        } catch (MalformedFrameException | LimitExceededException bad) {
            note(bad);
        } finally {
            if (!delivered) {
                intake.close();
            }
            if (open && !intake.holdsFrame()) {
                open = false;
                intake.close();
                handler.onClosed(this);
            }
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        outlet.beginBatch();
        attendance.noteReceived(((ByteBuf) message).readableBytes());
        intake.add(context.alloc(), (ByteBuf) message);
        deliver();
        intake.pauseForBreath();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        endBatch();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (!channel.isWritable()) {
            outlet.flush();
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
        if (ConnectionRefusal.isBreak(cause)) {
            note(cause);
            ChannelFuture unused = channel.close(); // what the peer said before still counts
        } else if (cause instanceof LimitExceededException limit) {
            Dismissal.answer(limit).ifPresent(this::send);
            dismiss(limit);
        } else {
            note(cause);
            drop(); // what was answered before still counts
        }
    }

    private void note(Throwable cause) {
        if (failure.isEmpty()) {
            failure = Optional.of(cause);
            Dismissal.report(this, cause, flow.refusals());
        }
    }

    private void drop() {
        intake.close();
        ChannelFuture unused = channel.close();
        if (gone) {
            finish();
        }
    }

    /** Lets the peer take what was sent, and takes nothing more from it. Ends when the peer closes, or soon. */
    private void part(ByteBuf lastWords) {
        outlet.finish(lastWords);
        parting = true;
        intake.close();
        attendance.watch(this);
        if (gone) {
            finish();
        } else {
            applyReading();
        }
    }

    private void deliver() {
        intake.beginTurn(attendance);
        while (mayDeliver()) {
            if (intake.isTurnOver()) {
                intake.rest(channel.eventLoop(), this::applyReading);
                applyReading();
                return;
            }
            Optional<Frame> frame = intake.next();
            if (frame.isEmpty()) {
                return;
            }
            handler.onFrame(this, frame.get());
        }
    }

    private void endBatch() {
        intake.endTurn(channel.alloc());
        if (intake.isBegun()) {
            attendance.watch(this);
        }
        if (intake.isFull()) {
            applyReading();
        }
        outlet.endBatch();
    }

    private boolean mayDeliver() {
        return !askedToPause && !peerIsSlow && !intake.isResting();
    }

    /** Returns whether the peer is listened to. */
    boolean mayRead() {
        return parting || (mayDeliver() && !intake.isFull());
    }

    private void askToPause(boolean pause) {
        onLoopOrNever(() -> {
            askedToPause = pause;
            applyReading();
        });
    }

    @Override
    public Source source() {
        return Source.of(remoteAddress.getAddress());
    }

    @Override
    public void goOn() {
        onLoopOrNever(() -> {
            intake.makeRoom();
            applyReading();
        });
    }

    private void onLoopOrNever(Runnable task) {
        EventLoops.runOrNever(channel.eventLoop(), task, this);
    }

    private void applyReading() {
        if (gone) {
            if (mayDeliver()) {
                channel.eventLoop().execute(this::finish); // the pipeline has been taken down
            }
        } else if (!mayRead()) {
            channel.config().setAutoRead(false);
        } else if (!channel.config().isAutoRead()) {
            // By way of the pipeline, so that a failing delivery ends like any other: in exceptionCaught.
            channel.eventLoop().execute(() -> channel.pipeline().fireUserEventTriggered(MAY_READ));
        }
    }

    private void goOnReading() {
        outlet.beginBatch();
        deliver();
        endBatch();
        if (mayRead()) {
            channel.config().setAutoRead(true);
        }
    }
}
