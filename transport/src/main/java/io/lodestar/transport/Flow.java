package io.lodestar.transport;

import io.lodestar.protocol.HeaderLimits;

/**
 * What one connection may hold in memory.
 *
 * @param maxFrameBytes the largest frame taken, its length field included
 * @param maxRegistrationBytes the largest frame that announces a registration
 * @param headerLimits what their headers may bring
 * @param maxUnsentBytes how much may wait for the peer to read it before the connection is given up
 * @param answersOnly whether all that is sent answers what was read, so that a slow peer is best not listened to; two
 *     ends that both did so could wait for each other for ever
 */
record Flow(
        int maxFrameBytes,
        int maxRegistrationBytes,
        HeaderLimits headerLimits,
        long maxUnsentBytes,
        boolean answersOnly) {
    private static final int UNSENT_FRAMES = 4;

    static Flow ofServer(int maxFrameBytes) {
        return ofServer(maxFrameBytes, maxFrameBytes, HeaderLimits.DEFAULT);
    }

    static Flow ofServer(int maxFrameBytes, int maxRegistrationBytes, HeaderLimits headerLimits) {
        return new Flow(maxFrameBytes, maxRegistrationBytes, headerLimits, (long) maxFrameBytes * UNSENT_FRAMES, true);
    }

    /** A registration may be as long as any frame. */
    Flow {
        maxRegistrationBytes = Math.max(maxFrameBytes, maxRegistrationBytes);
    }

    static Flow ofClient(int maxFrameBytes) {
        return new Flow(maxFrameBytes, maxFrameBytes, HeaderLimits.NONE, (long) maxFrameBytes * UNSENT_FRAMES, false);
    }
}
