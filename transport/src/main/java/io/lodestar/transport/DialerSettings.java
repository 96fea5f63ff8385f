package io.lodestar.transport;

import java.time.Duration;

/**
 * How a {@link Dialer} keeps its connections.
 *
 * @param maxIdle how long a connection may carry nothing in either direction before it is closed; zero for ever
 * @param maxFrameBytes the largest frame taken, its length field included
 * @param maxWaiting how many requests of one connection may be unanswered, or not sent yet, at a time
 */
public record DialerSettings(Duration maxIdle, int maxFrameBytes, int maxWaiting) {
    /** The original's settings. */
    public static final DialerSettings DEFAULTS =
            new DialerSettings(Duration.ofSeconds(120), ListenerSettings.DEFAULT_MAX_FRAME_BYTES, 65_535);

    /** Checks that the numbers can be meant. */
    public DialerSettings {
        if (maxIdle.isNegative() || maxFrameBytes < 8 || maxWaiting < 1) {
            throw new IllegalArgumentException(
                    "idle limit " + maxIdle + ", largest frame " + maxFrameBytes + ", waiting " + maxWaiting);
        }
    }
}
