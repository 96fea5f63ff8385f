package io.lodestar.transport;

import io.lodestar.protocol.HeaderLimits;
import io.netty.channel.WriteBufferWaterMark;
import java.time.Duration;

/**
 * How a {@link Listener} listens. A size of 0 means: as the system, or Netty, has it.
 *
 * @param bindAddress host name or address of the interface to listen on
 * @param port 0 for any free one
 * @param backlog how many connections may wait to be accepted
 * @param maxIdle how long a connection may carry nothing in either direction before it is closed; zero for ever
 * @param writeBufferLowWaterMark unsent bytes below which a peer that read too slowly is listened to again
 * @param writeBufferHighWaterMark unsent bytes above which a peer is not listened to
 * @param maxFrameBytes the largest frame, its length field included
 * @param maxRegistrationBytes the largest frame that announces a registration, if that may be larger
 * @param headerLimits what the headers of frames may bring
 */
public record ListenerSettings(
        String bindAddress,
        int port,
        int backlog,
        Duration maxIdle,
        int sendBufferBytes,
        int receiveBufferBytes,
        int writeBufferLowWaterMark,
        int writeBufferHighWaterMark,
        int maxFrameBytes,
        int maxRegistrationBytes,
        HeaderLimits headerLimits) {
    /** The largest frame that the original takes. */
    public static final int DEFAULT_MAX_FRAME_BYTES = 16_777_216;

    /** Room for more than a million topics. */
    public static final int DEFAULT_MAX_REGISTRATION_BYTES = 268_435_456;

    /** Checks that the numbers can be meant. */
    public ListenerSettings {
        require(port >= 0 && port <= 65_535, "port " + port + " is not within 0 and 65535");
        require(backlog > 0, "backlog " + backlog + " is not above 0");
        require(!maxIdle.isNegative(), "idle limit " + maxIdle + " is below 0");
        require(sendBufferBytes >= 0, "send buffer of " + sendBufferBytes + " bytes is below 0");
        require(receiveBufferBytes >= 0, "receive buffer of " + receiveBufferBytes + " bytes is below 0");
        require(writeBufferLowWaterMark >= 0, "low water mark " + writeBufferLowWaterMark + " is below 0");
        int low = orDefault(writeBufferLowWaterMark, WriteBufferWaterMark.DEFAULT.low());
        int high = orDefault(writeBufferHighWaterMark, WriteBufferWaterMark.DEFAULT.high());
        require(low <= high, "low water mark " + low + " is above high water mark " + high);
        require(maxFrameBytes >= 8, "largest frame of " + maxFrameBytes + " bytes is below 8");
    }

    /** Returns the original's settings for an address and a port. */
    public static ListenerSettings on(String bindAddress, int port) {
        return new ListenerSettings(
                bindAddress,
                port,
                1024,
                Duration.ofSeconds(120),
                0,
                0,
                0,
                0,
                DEFAULT_MAX_FRAME_BYTES,
                DEFAULT_MAX_REGISTRATION_BYTES,
                HeaderLimits.DEFAULT);
    }

    /** Returns these settings with another idle limit. */
    public ListenerSettings withMaxIdle(Duration limit) {
        return new ListenerSettings(
                bindAddress,
                port,
                backlog,
                limit,
                sendBufferBytes,
                receiveBufferBytes,
                writeBufferLowWaterMark,
                writeBufferHighWaterMark,
                maxFrameBytes,
                maxRegistrationBytes,
                headerLimits);
    }

    /** Returns these settings with other socket buffers. */
    public ListenerSettings withSocketBuffers(int sendBytes, int receiveBytes) {
        return new ListenerSettings(
                bindAddress,
                port,
                backlog,
                maxIdle,
                sendBytes,
                receiveBytes,
                writeBufferLowWaterMark,
                writeBufferHighWaterMark,
                maxFrameBytes,
                maxRegistrationBytes,
                headerLimits);
    }

    /** Returns these settings with other largest frames. */
    public ListenerSettings withMaxFrameBytes(int bytes, int registrationBytes) {
        return new ListenerSettings(
                bindAddress,
                port,
                backlog,
                maxIdle,
                sendBufferBytes,
                receiveBufferBytes,
                writeBufferLowWaterMark,
                writeBufferHighWaterMark,
                bytes,
                registrationBytes,
                headerLimits);
    }

    WriteBufferWaterMark writeBufferWaterMark() {
        return new WriteBufferWaterMark(
                orDefault(writeBufferLowWaterMark, WriteBufferWaterMark.DEFAULT.low()),
                orDefault(writeBufferHighWaterMark, WriteBufferWaterMark.DEFAULT.high()));
    }

    private static int orDefault(int value, int fallback) {
        return value == 0 ? fallback : value;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
