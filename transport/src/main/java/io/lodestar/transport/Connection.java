package io.lodestar.transport;

import io.lodestar.protocol.ExtFields;
import io.lodestar.protocol.Frame;
import io.lodestar.protocol.LimitExceededException;
import io.lodestar.protocol.ResponseCode;
import io.netty.buffer.ByteBuf;
import java.net.InetSocketAddress;
import java.util.Optional;

/** One open connection to a peer. Every method may be called from any thread, and on a closed connection. */
public interface Connection {
    /** Returns a number that no other connection of this process has or will have. */
    long id();

    /**
     * Returns the number of the event loop that the connection belongs to: from 0, and less than there are loops. What {@link FrameHandler} is told of a
     * connection comes from that loop's thread, so counts that are kept for each loop have one writer.
     */
    default int loop() {
        return 0;
    }

    /** Returns the peer's address, also after the connection closed. */
    InetSocketAddress remoteAddress();

    /**
     * Returns whom the peer's certificate names (its subject as RFC 2253 writes it), only if that was verified against the authorities that this side trusts:
     * empty for a plain connection, for a peer that showed none, and wherever any certificate is taken. Known before the first frame, also after
     * the connection closed.
     */
    default Optional<String> certificate() {
        return Optional.empty();
    }

    /** Returns whether what is sent and received is encrypted. Known before the first frame. */
    default boolean isEncrypted() {
        return false;
    }

    /**
     * Sends a frame after those that this thread sent before, and takes over the frame's reference of its body, whose
     * indexes stay where they are. On a closed connection the frame is dropped. A peer that lets too much pile up unread
     * loses its connection.
     */
    void send(Frame frame);

    /**
     * As {@link #send(Frame)}; runs {@code settled} once the socket took the frame, or the frame was dropped. That comes from any thread, and must not
     * block it; it may not come at all when the whole process ends.
     */
    default void send(Frame frame, Runnable settled) {
        send(frame);
        settled.run();
    }

    /** As {@link #send(Frame)}, answers a request with success, a body and nothing else, as most answers are: no header is made for it. */
    default void succeed(Frame request, ByteBuf body) {
        var header = request.header().answer(ResponseCode.SUCCESS, "", ExtFields.ABSENT);
        send(new Frame(request.encoding(), header, body));
    }

    /** Returns whether the connection is open: once it is not, {@link FrameHandler#onClosed} has come or will. */
    boolean isOpen();

    /** Closes the connection once what this thread sent before was offered to the socket. */
    void close();

    /**
     * Closes the connection of a peer that exceeded a limit, once it had time to read what this thread sent before. What it still sends is dropped.
     */
    default void dismiss(LimitExceededException limit) {
        close();
    }

    /** Stops delivery of frames, even of those that have already arrived, until {@link #resumeReading()}. */
    void pauseReading();

    /** Delivers frames again. A connection whose peer does not read its answers stays paused until it does. */
    void resumeReading();
}
