package io.lodestar.transport;

import java.util.function.LongSupplier;

/**
 * What passes over the connections of one listener or dialer on one event loop. Written by that loop alone, read by any thread.
 *
 * <p>No request is timed by itself: what one read brought is answered and offered to the socket in one go, and the time of that goes counts for each
 * answer in it. So no answer took longer than what is counted for it, from the moment when its request was read.
 */
public final class Traffic {
    private static final int BYTES_RECEIVED = 0;
    private static final int BYTES_SENT = 1;

    private static final long SECOND_NANOS = 1_000_000_000;

    private final LongSupplier nanoTime;
    private final Tally bytes = new Tally(2);
    private final Durations answers = new Durations();
    private final Durations lags = new Durations();
    private long batchBegunAtNanos;
    private long secondDueAtNanos;

    /** The time is in nanoseconds since any moment, as {@link System#nanoTime} has it. */
    Traffic(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.secondDueAtNanos = nanoTime.getAsLong() + SECOND_NANOS;
    }

    /** Returns how many bytes came in, after decryption, those that no frame is made of yet included. */
    public long bytesReceived() {
        return bytes.count(BYTES_RECEIVED);
    }

    /** Returns how many bytes were given to channels, before encryption. */
    public long bytesSent() {
        return bytes.count(BYTES_SENT);
    }

    /** Returns how long it took to answer what was answered at once: from the read that brought a request until its answer was offered to the socket. */
    public Durations answers() {
        return answers;
    }

    /** Returns by how much the event loop was late, looked at each second. */
    public Durations lags() {
        return lags;
    }

    void received(int more) {
        bytes.add(BYTES_RECEIVED, more);
    }

    void sent(int more) {
        bytes.add(BYTES_SENT, more);
    }

    /** What was read is about to be answered. No two connections of a loop are at that at a time. */
    void beginBatch() {
        batchBegunAtNanos = nanoTime.getAsLong();
    }

    /** So many answers were offered to the socket since the batch began. */
    void endBatch(int answered) {
        answers.addAlone(nanoTime.getAsLong() - batchBegunAtNanos, answered);
    }

    /** A timer of one second has come to its end. */
    void beginSecondlyTask() {
        lags.addAlone(Math.max(0, nanoTime.getAsLong() - secondDueAtNanos), 1);
    }

    /** The timer starts again. */
    void endSecondlyTask() {
        secondDueAtNanos = nanoTime.getAsLong() + SECOND_NANOS;
    }
}
