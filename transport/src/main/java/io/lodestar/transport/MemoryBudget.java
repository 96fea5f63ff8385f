package io.lodestar.transport;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much what peers have sent, and nobody is done with, may take in all. May be used from any thread.
 *
 * <p>Nothing is refused here. A connection that has begun a frame while too much is held is not read any further until there is room; one of
 * them always goes on, so that frames of which none is whole cannot stop each other for ever. That one is the first to come to the limit, and when
 * its frame is whole, or its connection gone, the one that has waited the longest.
 *
 * <p>So what is held is at most the limit, the longest frame, and for each connection what it sent in one read.
 */
public final class MemoryBudget {
    private final long limitBytes;
    private final AtomicLong heldBytes = new AtomicLong();
    /** In the order in which they came. Guarded by itself, and so is the favourite. */
    private final Set<Waiter> waiting = new LinkedHashSet<>();

    private Optional<Waiter> favourite = Optional.empty();
    private volatile boolean anyWaiting;

    /** Starts with nothing held. */
    public MemoryBudget(long limitBytes) {
        if (limitBytes <= 0) {
            throw new IllegalArgumentException("limit of " + limitBytes + " bytes is not above 0");
        }
        this.limitBytes = limitBytes;
    }

    /** Counts bytes as held. What they are for may go on in any case. */
    public void hold(long bytes) {
        heldBytes.addAndGet(bytes);
    }

    /** Counts bytes as held no longer. */
    public void giveBack(long bytes) {
        heldBytes.addAndGet(-bytes);
        if (anyWaiting) {
            wakeWhoFits();
        }
    }

    /** Returns how much is held. */
    public long heldBytes() {
        return heldBytes.get();
    }

    /** Returns how much may be held before connections wait. */
    public long limitBytes() {
        return limitBytes;
    }

    boolean isFull() {
        return heldBytes.get() > limitBytes;
    }

    /** Returns whether this connection has to wait; it is told when it may go on. Whoever asked must {@link #leave} in the end. */
    boolean stops(Waiter asking) {
        synchronized (waiting) {
            if (!isFull() || favourite.filter(asking::equals).isPresent()) {
                return false;
            }
            if (favourite.isEmpty()) {
                favourite = Optional.of(asking);
                return false;
            }
            waiting.add(asking);
            anyWaiting = true;
        }
        wakeWhoFits(); // what was given back meanwhile
        return true;
    }

    /** Forgets a connection, whose frame is whole or will never be. */
    void leave(Waiter leaving) {
        Optional<Waiter> next = Optional.empty();
        synchronized (waiting) {
            waiting.remove(leaving);
            if (favourite.filter(leaving::equals).isPresent()) {
                next = waiting.stream().findFirst();
                next.ifPresent(waiting::remove);
                favourite = next;
            }
            anyWaiting = !waiting.isEmpty();
        }
        next.ifPresent(Waiter::goOn);
    }

    /** Each that goes on may read once before it has to ask again, so no more go on than there is room for. */
    private void wakeWhoFits() {
        List<Waiter> fitting = new ArrayList<>();
        synchronized (waiting) {
            Iterator<Waiter> eldest = waiting.iterator();
            for (long room = limitBytes - heldBytes.get();
                    room > 0 && eldest.hasNext();
                    room -= ReadSizes.LONG_READ_BYTES) {
                fitting.add(eldest.next());
                eldest.remove();
            }
            anyWaiting = !waiting.isEmpty();
        }
        fitting.forEach(Waiter::goOn);
    }

    /** A connection that may have to wait. */
    interface Waiter {
        /** Says that there is room again. Comes from any thread. */
        void goOn();
    }
}
