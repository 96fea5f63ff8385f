package io.lodestar.transport;

import io.lodestar.protocol.Frame;
import io.lodestar.protocol.Header;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPromise;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

/**
 * A connection to a peer that answers. May be used from any thread.
 *
 * <p>Its futures are completed on the connection's event loop, or at once in the calling thread; what is chained to them
 * must not block.
 */
public final class ClientConnection implements AutoCloseable {
    private final Channel channel;
    private final ChannelConnection connection;
    private final PendingAnswers pending;
    private final Semaphore room;
    private final int maxWaiting;

    ClientConnection(
            Channel channel,
            InetSocketAddress peer,
            DialerSettings settings,
            FrameHandler incoming,
            CompletableFuture<ClientConnection> opened) {
        this.channel = channel;
        this.maxWaiting = settings.maxWaiting();
        this.room = new Semaphore(maxWaiting);
        this.pending = new PendingAnswers(Addresses.text(peer), channel.eventLoop());
        var handler = new Pairing(incoming, opened);
        this.connection = new ChannelConnection(channel, peer, handler, Flow.ofClient(settings.maxFrameBytes()));
    }

    /** Returns whom this connection leads to. */
    public InetSocketAddress remoteAddress() {
        return connection.remoteAddress();
    }

    /** Returns whether requests can be sent. */
    public boolean isOpen() {
        return connection.isOpen();
    }

    /**
     * Sends a request, under an opaque of the connection's own choice, and returns its answer, which the caller owns.
     *
     * <p>The future fails with a {@link java.util.concurrent.TimeoutException} when no answer came in time, and with an
     * {@link IOException} when the connection is gone or too many requests wait on it. A late answer is dropped. The
     * frame's reference of its body is taken over in any case.
     */
    public CompletableFuture<Frame> request(Frame frame, Duration timeout) {
        if (!room.tryAcquire()) {
            return refuse(frame);
        }
        var answer = new CompletableFuture<Frame>();
        var unused = answer.whenComplete((arrived, failure) -> room.release());
        int opaque = pending.await(frame.header().code(), answer, timeout);
        connection.send(new Frame(frame.encoding(), withOpaque(frame.header(), opaque), frame.body()));
        if (!connection.isOpen()) {
            pending.fail(opaque, "the connection is closed");
        }
        return answer;
    }

    /**
     * Sends a frame that nobody answers. The future is completed when the socket took it, and fails with an
     * {@link IOException} otherwise. The frame's reference of its body is taken over in any case.
     */
    public CompletableFuture<Void> oneWay(Frame frame) {
        if (!room.tryAcquire()) {
            return refuse(frame);
        }
        var sent = new CompletableFuture<Void>();
        var unused = sent.whenComplete((nothing, failure) -> room.release());
        ChannelPromise written = channel.newPromise();
        ChannelFuture unusedToo = written.addListener(write -> {
            Throwable cause = write.cause();
            boolean unusedOutcome = cause == null
                    ? sent.complete(null)
                    : sent.completeExceptionally(new IOException("cannot send over " + connection, cause));
        });
        try {
            if (!connection.outlet().transmit(frame, Optional.of(written))) {
                sent.completeExceptionally(new IOException(connection + " is closed"));
            }
        } catch (IllegalArgumentException unwritable) {
            sent.completeExceptionally(unwritable); // gives back its room
            throw unwritable;
        }
        return sent;
    }

    /** Closes the connection. Requests that wait for an answer fail. */
    @Override
    public void close() {
        connection.close();
    }

    @Override
    public String toString() {
        return connection.toString();
    }

    ChannelConnection pipelineEnd() {
        return connection;
    }

    private <T> CompletableFuture<T> refuse(Frame frame) {
        frame.release();
        return CompletableFuture.failedFuture(
                new IOException(maxWaiting + " requests wait on " + connection + " already"));
    }

    private static Header withOpaque(Header header, int opaque) {
        return new Header(
                header.code(),
                header.language(),
                header.version(),
                opaque,
                header.flag(),
                header.remark(),
                header.fields());
    }

    /** Tells answers from what the peer sends of its own accord. */
    private final class Pairing implements FrameHandler {
        private final FrameHandler incoming;
        private final CompletableFuture<ClientConnection> opened;

        Pairing(FrameHandler incoming, CompletableFuture<ClientConnection> opened) {
            this.incoming = incoming;
            this.opened = opened;
        }

        @Override
        public void onOpened(Connection newConnection) {
            incoming.onOpened(newConnection);
            if (!opened.complete(ClientConnection.this)) {
                newConnection.close(); // whoever asked for it has given up
            }
        }

        @Override
        public void onFrame(Connection from, Frame frame) {
            if (frame.header().isResponse()) {
                pending.answer(frame);
            } else {
                incoming.onFrame(from, frame);
            }
        }

        @Override
        public void onClosed(Connection lost) {
            opened.completeExceptionally(new ConnectException(connection + " closed before it was of use"));
            pending.failAll(connection.failure());
            incoming.onClosed(lost);
        }
    }
}
