package io.lodestar.server.http;

/**
 * A connection that is told of events until one side ends it. Thread-safe; nothing here waits.
 *
 * <p>What its peer has not read yet is bounded: who is behind by more is dropped, and may ask again from where it was.
 */
public interface EventStream {
    /**
     * Sends bytes, which are shared and must not change afterwards.
     *
     * @return false when the stream is over: by its peer, or since too much waits for the peer, which has dropped it now
     */
    boolean send(byte[] bytes);

    /** Returns how many bytes wait for the peer. */
    long pendingBytes();

    /** Returns whether it is not over yet. */
    boolean isOpen();

    /** Ends it, after what was sent before. */
    void close();

    /** Ends it at once and counts its peer as too slow; what the peer has not read is forgotten. */
    void drop();
}
