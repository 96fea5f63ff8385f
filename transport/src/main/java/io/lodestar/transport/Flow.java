package io.lodestar.transport;

import io.lodestar.protocol.HeaderLimits;

/**
 * What one connection may hold in memory, and what it shares with the others of its listener.
 *
 * @param maxFrameBytes the largest frame taken, its length field included
 * @param maxRegistrationBytes the largest frame that announces a registration
 * @param headerLimits what their headers may bring
 * @param maxUnsentBytes how much may wait for the peer to read it before the connection is given up
 * @param answersOnly whether all that is sent answers what was read, so that a slow peer is best not listened to; two
 *     ends that both did so could wait for each other for ever
 * @param budget where unfinished frames are counted
 * @param patience how long slow peers are borne
 * @param refusals who is told why a connection was given up
 */
record Flow(
        int maxFrameBytes,
        int maxRegistrationBytes,
        HeaderLimits headerLimits,
        long maxUnsentBytes,
        boolean answersOnly,
        MemoryBudget budget,
        Patience patience,
        Refusals<ConnectionRefusal> refusals) {
    private static final int UNSENT_FRAMES = 4;

    /** A registration may be as long as any frame. */
    Flow {
        maxRegistrationBytes = Math.max(maxFrameBytes, maxRegistrationBytes);
    }

    /** Returns what holds for a listener; no frame may be longer than all of the budget. */
    static Flow ofServer(int maxFrameBytes, int maxRegistrationBytes, HeaderLimits headerLimits, Defences defences) {
        int most = (int) Math.min(Integer.MAX_VALUE, defences.budget().limitBytes());
        return new Flow(
                Math.min(maxFrameBytes, most),
                Math.min(maxRegistrationBytes, most),
                headerLimits,
                (long) maxFrameBytes * UNSENT_FRAMES,
                true,
                defences.budget(),
                defences.limits().patience(),
                defences.refusals());
    }

    static Flow ofServer(int maxFrameBytes, int maxRegistrationBytes, HeaderLimits headerLimits) {
        return ofServer(maxFrameBytes, maxRegistrationBytes, headerLimits, Defences.standard());
    }

    static Flow ofServer(int maxFrameBytes) {
        return ofServer(maxFrameBytes, maxFrameBytes, HeaderLimits.DEFAULT);
    }

    static Flow ofClient(int maxFrameBytes) {
        return new Flow(
                maxFrameBytes,
                maxFrameBytes,
                HeaderLimits.NONE,
                (long) maxFrameBytes * UNSENT_FRAMES,
                false,
                new MemoryBudget(Long.MAX_VALUE),
                Patience.ENDLESS,
                new Refusals<>(ConnectionRefusal.class, System::nanoTime));
    }
}
