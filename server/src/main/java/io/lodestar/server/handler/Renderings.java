package io.lodestar.server.handler;

import io.lodestar.registry.Route;
import io.lodestar.server.handler.Rendering.Standing;
import io.netty.util.internal.PlatformDependent;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The rendered answers that routes keep, within a limit for all of them. Thread-safe.
 *
 * <p>They stand in a ring. Who needs room goes round it: a rendering that was asked for since the last round stays for another one, any other
 * makes room. One that finds no room after some steps is an answer for once, and is rendered again for the next who asks. A rendering whose route
 * was replaced goes with that, and gives its room back when the round comes by; until then, it is counted.
 */
final class Renderings {
    /** What a rendering takes beside its bytes, by and large. */
    private static final int OVERHEAD_BYTES = 256;
    /** One who asks is not to wait for a whole round. */
    private static final int MAX_STEPS = 100;

    private static final int SHARE_OF_MEMORY = 8;

    private final long limitBytes;
    private final ReentrantLock lock = new ReentrantLock();
    /** Guarded by {@link #lock}. */
    private final Queue<Kept> ring = new ArrayDeque<>();
    /** Guarded by {@link #lock}. */
    private long keptBytes;

    Renderings(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    /** Returns renderings that may take an eighth of the memory that buffers may take, which is as much as the heap unless it was set. */
    static Renderings ofThisProcess() {
        return new Renderings(PlatformDependent.maxDirectMemory() / SHARE_OF_MEMORY);
    }

    /** Returns the answer that a route keeps for those who are answered in a manner, written on first demand. */
    Answer answer(Route route, Manner manner) {
        var rendering = route.rendering(manner.number(), Rendering.class, manner.render());
        switch (rendering.standing()) {
            case ASKED_FOR, GIVEN_UP -> {}
            case LEFT_ALONE -> rendering.become(Standing.ASKED_FOR);
            case NEW -> admit(rendering);
        }
        return rendering.answer();
    }

    /** Returns what all that is kept takes. */
    long keptBytes() {
        lock.lock();
        try {
            return keptBytes;
        } finally {
            lock.unlock();
        }
    }

    private void admit(Rendering rendering) {
        var kept = new Kept(new WeakReference<>(rendering), rendering.bytes() + OVERHEAD_BYTES);
        lock.lock();
        try {
            if (rendering.standing() != Standing.NEW) {
                return; // another thread asked for it first
            }
            if (hasRoom(kept.bytes())) {
                rendering.stay();
                ring.add(kept);
                keptBytes += kept.bytes();
            } else {
                rendering.become(Standing.GIVEN_UP);
                rendering.forget();
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean hasRoom(int bytes) {
        int steps = Math.min(MAX_STEPS, ring.size()); // in a second round, nobody would have had the time to ask
        for (int step = 0; keptBytes + bytes > limitBytes && step < steps; step++) {
            var next = ring.remove();
            if (next.staysForAnotherRound()) {
                ring.add(next);
            } else {
                keptBytes -= next.bytes();
            }
        }
        return keptBytes + bytes <= limitBytes;
    }

    /**
     * A place in the ring.
     *
     * @param rendering gone once its route is
     * @param bytes what it takes
     */
    private record Kept(WeakReference<Rendering> rendering, int bytes) {
        boolean staysForAnotherRound() {
            var found = Optional.ofNullable(rendering.get());
            boolean stays = found.filter(alive -> alive.standing() == Standing.ASKED_FOR)
                    .isPresent();
            found.ifPresent(alive -> {
                if (stays) {
                    alive.become(Standing.LEFT_ALONE);
                } else {
                    alive.forget();
                }
            });
            return stays;
        }
    }
}
