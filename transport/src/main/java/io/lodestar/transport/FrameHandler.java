package io.lodestar.transport;

import io.lodestar.protocol.Frame;
import io.lodestar.protocol.Header;
import java.util.Optional;

/**
 * What is told about the connections of a {@link Listener} or of a {@link Dialer}.
 *
 * <p>All calls for one connection come from its event loop, one at a time, and must not block it. An exception from
 * here costs the connection.
 */
public interface FrameHandler {
    /** A frame arrived. The handler owns it, and releases it once. */
    void onFrame(Connection connection, Frame frame);

    /**
     * Returns why a frame with this header, whose body has yet to come, may not be longer than other frames may; empty when it may. It is a
     * registration, of which nothing more than the header has been believed yet. One that may not is answered with that, and costs the connection.
     */
    default Optional<String> refusalOfLong(Connection connection, Header header) {
        return Optional.empty();
    }

    /** A connection is open. Comes before its first frame. */
    default void onOpened(Connection connection) {}

    /**
     * A connection is gone, whoever closed it and why. Comes once for each opened connection, after its last frame: one that the peer closed while
     * reading was paused is told of once the frames that had arrived were taken.
     */
    default void onClosed(Connection connection) {}
}
