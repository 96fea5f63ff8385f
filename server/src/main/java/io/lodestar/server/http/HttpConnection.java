package io.lodestar.server.http;

import io.lodestar.server.http.Reply.Events;
import io.lodestar.server.http.Reply.InParts;
import io.lodestar.server.http.Reply.Whole;
import io.lodestar.transport.Source;
import io.lodestar.transport.tls.TlsServer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection: reads a request, has it answered, sends the reply, and only then reads the next. Confined to the event loop.
 *
 * <pre>
 *   AWAITING ──first byte──▶ RECEIVING ──whole──▶ ANSWERING ──▶ SENDING ──▶ AWAITING
 *                                │                              │    └────▶ STREAMING, until one side ends it
 *                                └── cannot be answered ────────┴─────────▶ LEAVING
 * </pre>
 */
final class HttpConnection extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(HttpConnection.class);
    /** How many requests that came together are answered before others have their turn, which come before what is due later, not before a task. */
    private static final int REQUESTS_PER_TURN = 16;
    /** Longer than a disk hesitates: who answers later than that never will. */
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);
    /** How long what a peer still sends is thrown away, so that it can read what it was told. */
    private static final Duration LEAVING_LIMIT = Duration.ofSeconds(2);

    private final House house;
    private final Channel channel;
    private final InetSocketAddress peer;
    private final Threshold threshold;
    private final PacedDecoder decoder;
    private final Outlet outlet;
    private final Intake intake;
    private final Answering answering;

    private State state = State.AWAITING;
    private long deadlineNanos;
    private long received;
    private boolean goingOn;
    private boolean encrypted;
    private boolean handshaking;
    private boolean keepAlive;
    private boolean takesChunks;
    private int replyRoom;
    private Optional<Watched> watched = Optional.empty();

    private enum State {
        AWAITING,
        RECEIVING,
        ANSWERING,
        SENDING,
        STREAMING,
        LEAVING
    }

    /** A stream, and who fills it. */
    private record Watched(ChannelEventStream stream, EventSource source) {}

    HttpConnection(House house, Channel channel, InetSocketAddress peer, Threshold threshold, PacedDecoder decoder) {
        this.house = house;
        this.channel = channel;
        this.peer = peer;
        this.threshold = threshold;
        this.decoder = decoder;
        this.outlet = new Outlet(channel);
        this.intake = new Intake(house.settings(), house.crowd());
        this.answering = new Answering(house, peer, channel.eventLoop());
        endBy(house.settings().patience().request());
    }

    Source source() {
        return Source.of(peer.getAddress());
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        channel.read();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        house.crowd().leave(this);
        intake.clear();
        freeReplyRoom();
        watched.ifPresent(each -> {
            watched = Optional.empty();
            house.crowd().leaveStream(source());
            each.stream().over();
            each.source().closed(each.stream());
        });
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            if (isReceiving() && message instanceof HttpObject object) {
                received++;
                take(object);
            }
        } catch (Problem problem) {
            refuse(problem);
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (state == State.STREAMING || state == State.LEAVING) {
            channel.read(); // what comes is thrown away; that the peer has gone is seen
        } else {
            goOn();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == Threshold.Sign.TLS_BEGINS) {
            handshaking = true;
        } else if (event == Threshold.Sign.TLS_IS_OFF) {
            giveUp(HttpRefusal.TLS_HANDSHAKE, "a TLS handshake came, and tls.server.mode is disabled");
        } else if (event instanceof SslHandshakeCompletionEvent outcome) {
            handshaking = false;
            encrypted = outcome.isSuccess();
            if (!encrypted) {
                giveUp(HttpRefusal.TLS_HANDSHAKE, "a TLS handshake came to no good end: " + outcome.cause());
            }
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (handshaking || cause instanceof DecoderException) {
            giveUp(HttpRefusal.TLS_HANDSHAKE, "TLS came to no good end: " + cause.getMessage());
        } else if (cause instanceof IOException) {
            LOG.debug("The connection from {} broke", peer, cause);
            close();
        } else {
            LOG.error("The connection from {} is closed because of a mistake of this server", peer, cause);
            close();
        }
    }

    /** Ends it if its peer is too slow; to be called now and then. */
    void look(long nowNanos) {
        boolean late = nowNanos - deadlineNanos > 0;
        switch (state) {
            case AWAITING, ANSWERING, LEAVING -> {
                if (late) {
                    close();
                }
            }
            case RECEIVING -> {
                if (late) {
                    refuse(HttpRefusal.SLOW_SENDER, new Problem(408, "the request did not come to its end in time"));
                }
            }
            case SENDING, STREAMING -> {
                if ((late && replyRoom > 0)
                        || outlet.isStuck(nowNanos, house.settings().patience().unread())) {
                    giveUp(HttpRefusal.SLOW_READER, "what was sent was not read in time");
                }
            }
        }
    }

    /** Ends it at once if nothing is under way, else with the reply that is. */
    void endSoon() {
        keepAlive = false;
        if (isReceiving()) {
            close();
        }
        watched.ifPresent(each -> each.stream().close());
    }

    private boolean isReceiving() {
        return state == State.AWAITING || state == State.RECEIVING;
    }

    private void endBy(Duration limit) {
        deadlineNanos = System.nanoTime() + limit.toNanos();
    }

    private void take(HttpObject object) {
        if (object.decoderResult().isFailure()) {
            throw Head.unreadable(object.decoderResult().cause());
        }
        if (object instanceof HttpRequest request) {
            beginRequest();
            intake.begin(Head.of(request));
            if (intake.head().expectsContinue()) {
                outlet.sendContinue();
            }
        }
        if (object instanceof HttpContent content) {
            intake.add(content.content());
            if (content instanceof LastHttpContent) {
                state = State.ANSWERING;
                takesChunks = intake.head().takesChunks();
                endBy(ANSWER_LIMIT);
                keepAlive = intake.head().keepAlive() && !house.crowd().isClosing();
                answering.answer(intake.request(caller()), this::deliver);
            }
        }
    }

    private void beginRequest() {
        if (state == State.AWAITING) {
            state = State.RECEIVING;
            endBy(house.settings().patience().request());
        }
    }

    private Caller caller() {
        return new Caller(
                peer, (InetSocketAddress) channel.localAddress(), encrypted, TlsServer.certificateOf(channel));
    }

    /** Looks whether the decoder has another request, and reads on when it has none. */
    private void goOn() {
        if (goingOn || threshold.isPassing()) {
            return;
        }
        goingOn = true;
        try {
            for (int turn = 0; isReceiving() && channel.isActive(); turn++) {
                if (turn == REQUESTS_PER_TURN) {
                    var unused = channel.eventLoop().schedule(this::goOn, 1, TimeUnit.MILLISECONDS);
                    return;
                }
                if (!hasMoved()) {
                    if (decoder.waitingBytes() > 0) {
                        beginRequest();
                    }
                    channel.read();
                    return;
                }
            }
        } finally {
            goingOn = false;
        }
    }

    private boolean hasMoved() {
        long receivedBefore = received;
        int waitingBefore = decoder.waitingBytes();
        threshold.goOn();
        return received != receivedBefore || decoder.waitingBytes() != waitingBefore;
    }

    /** A reply that cannot be sent is a mistake of ours that must not keep the peer waiting. */
    @SuppressWarnings("IllegalCatch")
    private void deliver(Request request, Reply reply) {
        try {
            reply(request, reply);
        } catch (RuntimeException fault) {
            LOG.error("The connection from {} is closed because its reply cannot be sent", peer, fault);
            close();
        }
    }

    private void reply(Request request, Reply reply) {
        intake.clear();
        if (!channel.isActive()) {
            return;
        }
        state = State.SENDING;
        boolean withBody = request.method() != Method.HEAD;
        if (reply.content() instanceof Whole whole) {
            sendWhole(reply, whole.bytes(), withBody);
        } else if (!withBody) {
            keepAlive = false;
            outlet.beginEndless(reply);
            outlet.finish(this::sent);
        } else if (reply.content() instanceof InParts inParts) {
            keepAlive &= takesChunks;
            if (takesChunks) {
                outlet.begin(reply, keepAlive);
            } else {
                outlet.beginEndless(reply);
            }
            new PartsFlow(inParts.parts(), house, source(), channel.eventLoop(), outlet).next(this::sent, this::close);
        } else if (reply.content() instanceof Events events) {
            stream(reply, events.source());
        }
    }

    private void sendWhole(Reply reply, byte[] body, boolean withBody) {
        if (withBody && !house.crowd().takeReplyRoom(body.length)) {
            count(HttpRefusal.OVERLOADED, "more waits for its readers than may");
            var later = Answering.later(
                    "the server holds as many replies that nobody reads as it may: try again in a second");
            outlet.send(later, ((Whole) later.content()).bytes(), true, keepAlive, this::sent);
            return;
        }
        replyRoom = withBody ? body.length : 0;
        endBy(house.settings().patience().unread().plusSeconds(body.length / HttpSettings.SLOWEST_READER_BYTES));
        outlet.send(reply, body, withBody, keepAlive, this::sent);
    }

    private void freeReplyRoom() {
        house.crowd().giveReplyRoomBack(replyRoom);
        replyRoom = 0;
    }

    private void stream(Reply reply, EventSource source) {
        if (!house.crowd().enterStream(source())) {
            count(
                    HttpRefusal.TOO_MANY_STREAMS,
                    "there are as many event streams as httpStreamsMax allows, or half of them from one source");
            var refusal = Answering.later(
                    "there are as many event streams as may be, in all or from one source: see httpStreamsMax");
            outlet.send(refusal, ((Whole) refusal.content()).bytes(), true, keepAlive, this::sent);
            return;
        }
        state = State.STREAMING;
        channel.pipeline().remove(decoder);
        outlet.beginEndless(reply);
        var stream = new ChannelEventStream(
                channel.eventLoop(),
                outlet,
                () -> giveUp(HttpRefusal.SLOW_WATCHER, "it reads events more slowly than they come"),
                () -> outlet.finish(this::leave));
        watched = Optional.of(new Watched(stream, source));
        source.opened(stream);
        channel.read();
    }

    private void sent() {
        freeReplyRoom();
        if (!keepAlive || house.crowd().isClosing()) {
            leave();
        } else {
            state = State.AWAITING;
            endBy(house.settings().patience().idle());
            goOn();
        }
    }

    /** Closes after the peer had time to read: a connection that is closed with something unread in it takes back what was sent. */
    private void leave() {
        state = State.LEAVING;
        endBy(LEAVING_LIMIT);
        if (encrypted || house.crowd().isClosing() || !(channel instanceof DuplexChannel duplex)) {
            close();
            return;
        }
        if (channel.pipeline().context(decoder) != null) {
            channel.pipeline().remove(decoder);
        }
        ChannelFuture unused = duplex.shutdownOutput();
        channel.read();
    }

    private void refuse(Problem problem) {
        refuse(HttpRefusal.of(problem), problem);
    }

    /** What follows on the connection cannot be told apart from what was wrong: it is the last reply. */
    private void refuse(HttpRefusal reason, Problem problem) {
        count(reason, String.valueOf(problem.getMessage()));
        intake.clear();
        state = State.SENDING;
        keepAlive = false;
        var reply = problem.reply();
        outlet.send(reply, ((Whole) reply.content()).bytes(), true, false, this::sent);
    }

    private void giveUp(HttpRefusal reason, String what) {
        count(reason, what);
        close();
    }

    private void count(HttpRefusal reason, String what) {
        house.refusals().refuse(reason, peer.getAddress(), what);
    }

    private void close() {
        ChannelFuture unused = channel.close();
    }
}
