package io.lodestar.server.http;

import java.time.Duration;

/**
 * Where HTTP is spoken, and how much of the server its callers may take.
 *
 * @param bindAddress host name or address of the interface to listen on
 * @param port 0 for any free one
 * @param maxConnections how many there may be
 * @param maxConnectionsPerSource how many may come from one IPv4 address or one /64 network of IPv6
 * @param maxStreams how many of them may be event streams
 * @param maxBodyBytes the longest body of a request
 * @param patience how long slow peers are borne
 */
public record HttpSettings(
        String bindAddress,
        int port,
        int maxConnections,
        int maxConnectionsPerSource,
        int maxStreams,
        int maxBodyBytes,
        Patience patience) {
    /** The longest request line. */
    static final int MAX_LINE_BYTES = 8 * 1024;

    /** What all headers of a request may have together. */
    static final int MAX_HEADER_BYTES = 16 * 1024;

    /** What may wait for the peer of one event stream. */
    static final int MAX_STREAM_PENDING_BYTES = 256 * 1024;

    /** What all replies that were made as a whole may have together while their peers have not read them. */
    static final long MAX_UNREAD_BYTES = 64L << 20;

    /** What a peer is expected to read of a reply within a second, at least. */
    static final int SLOWEST_READER_BYTES = 16 * 1024;

    /** What the bodies of all requests that are not whole yet may have together. */
    long maxUnfinishedBytes() {
        return Math.max(16L << 20, 4L * maxBodyBytes);
    }

    /**
     * How long slow peers are borne.
     *
     * @param request from the first byte of a request, or from the beginning of a connection, to the last byte
     * @param idle between two requests
     * @param unread in which a peer reads nothing of what waits for it
     */
    public record Patience(Duration request, Duration idle, Duration unread) {
        /** What honest peers do not meet. */
        public static final Patience USUAL =
                new Patience(Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(30));
    }
}
