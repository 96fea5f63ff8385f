package io.lodestar.transport;

import io.lodestar.protocol.Frame;
import java.net.InetSocketAddress;

/** One open connection to a peer. Every method may be called from any thread, and on a closed connection. */
public interface Connection {
    /** Returns a number that no other connection of this process has or will have. */
    long id();

    /** Returns the peer's address, also after the connection closed. */
    InetSocketAddress remoteAddress();

    /**
     * Sends a frame after those that this thread sent before, and takes over the frame's reference of its body. The
     * body's indexes move while it is sent, so shared bytes are sent as a duplicate. On a closed connection the frame is
     * dropped. A peer that lets too much pile up unread loses its connection.
     */
    void send(Frame frame);

    /** Returns whether the connection is open: once it is not, {@link FrameHandler#onClosed} has come or will. */
    boolean isOpen();

    /** Closes the connection once what this thread sent before was offered to the socket. */
    void close();

    /** Stops delivery of frames, even of those that have already arrived, until {@link #resumeReading()}. */
    void pauseReading();

    /** Delivers frames again. A connection whose peer does not read its answers stays paused until it does. */
    void resumeReading();
}
