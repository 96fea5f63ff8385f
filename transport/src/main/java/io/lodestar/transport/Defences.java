package io.lodestar.transport;

import io.lodestar.transport.tls.TlsServer;
import io.netty.util.internal.PlatformDependent;

/**
 * What stands between a {@link Listener} and its peers.
 *
 * @param limits how much peers may take
 * @param budget where what they have sent is counted while nobody is done with it
 * @param refusals what was refused, and why
 * @param tls encrypts connections that ask for it
 */
public record Defences(
        ListenerLimits limits, MemoryBudget budget, Refusals<ConnectionRefusal> refusals, TlsServer tls) {
    private static final int SHARE_OF_MEMORY = 4;
    private static final int SHARE_OF_UNREAD = 2;

    /** Returns what holds unless somebody says otherwise. */
    public static Defences standard() {
        return new Defences(
                ListenerLimits.DEFAULT,
                new MemoryBudget(usualBudgetBytes()),
                new Refusals<>(ConnectionRefusal.class, System::nanoTime),
                TlsServer.DISABLED);
    }

    /** Returns these with connections encrypted so. */
    public Defences with(TlsServer encryption) {
        return new Defences(limits, budget, refusals, encryption);
    }

    /** What waits for peers may take half of the memory that there is for buffers. */
    static Unread unread() {
        return new Unread(PlatformDependent.maxDirectMemory() / SHARE_OF_UNREAD, System::nanoTime);
    }

    /** Returns a quarter of the memory that there is for buffers. */
    public static long usualBudgetBytes() {
        return PlatformDependent.maxDirectMemory() / SHARE_OF_MEMORY;
    }
}
