package io.lodestar.transport;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much what peers have sent, and nobody is done with, may take in all. May be used from any thread.
 *
 * <p>Nothing is refused here. A connection that has begun a frame while its source holds more than is left for all others is not read any further until
 * there is room: so one source alone takes half, and somebody new finds room. One connection always goes on, so that frames of which none is whole
 * cannot stop each other for ever. That one is the first to come to the limit, and when its frame is whole, or its connection gone, the one
 * that has waited the longest.
 *
 * <p>What the source of that one holds takes no room from others. So what is held is at most the limit, half of it again, the longest frame, and for
 * each connection what it sent in one read.
 */
public final class MemoryBudget {
    private final long limitBytes;
    private final AtomicLong heldBytes = new AtomicLong();
    private final Map<Source, Long> heldBySource = new ConcurrentHashMap<>();
    /** In the order in which they came, by source. Guarded by itself, and so is the favourite. */
    private final Map<Source, Set<Waiter>> waiting = new LinkedHashMap<>();

    private volatile Optional<Waiter> favourite = Optional.empty();
    private volatile boolean anyWaiting;

    /** Starts with nothing held. */
    public MemoryBudget(long limitBytes) {
        if (limitBytes <= 0) {
            throw new IllegalArgumentException("limit of " + limitBytes + " bytes is not above 0");
        }
        this.limitBytes = limitBytes;
    }

    /** Counts bytes of a source as held. What they are for may go on in any case. */
    public void hold(Source source, long bytes) {
        add(source, bytes);
    }

    /** Counts bytes of a source as held no longer. */
    public void giveBack(Source source, long bytes) {
        add(source, -bytes);
        if (anyWaiting) {
            wakeWhoFits();
        }
    }

    private void add(Source source, long bytes) {
        heldBytes.addAndGet(bytes);
        heldBySource.compute(source, (unused, before) -> {
            long now = (before == null ? 0 : before) + bytes;
            return now == 0 ? null : now;
        });
    }

    /** Returns how much is held. */
    public long heldBytes() {
        return heldBytes.get();
    }

    /** Returns how much may be held before connections wait. */
    public long limitBytes() {
        return limitBytes;
    }

    private long heldBy(Source source) {
        return heldBySource.getOrDefault(source, 0L);
    }

    /** Returns what is left for a source. */
    private long room(Source source) {
        long apart = favourite
                .map(Waiter::source)
                .filter(favoured -> !favoured.equals(source))
                .map(this::heldBy)
                .orElse(0L);
        return limitBytes - heldBytes.get() + apart;
    }

    /** Returns whether this connection has to wait; it is told when it may go on. Whoever asked must {@link #leave} in the end. */
    boolean stops(Waiter asking) {
        var source = asking.source();
        if (heldBy(source) <= room(source)) {
            return false;
        }
        synchronized (waiting) {
            if (favourite.filter(asking::equals).isPresent()) {
                return false;
            }
            if (favourite.isEmpty()) {
                favourite = Optional.of(asking);
                return false;
            }
            waiting.computeIfAbsent(source, unseen -> new LinkedHashSet<>()).add(asking);
            anyWaiting = true;
        }
        wakeWhoFits(); // what was given back meanwhile
        return true;
    }

    /** Forgets a connection, whose frame is whole or will never be. */
    void leave(Waiter leaving) {
        Optional<Waiter> next = Optional.empty();
        synchronized (waiting) {
            remove(leaving);
            if (favourite.filter(leaving::equals).isPresent()) {
                next = waiting.values().stream().flatMap(Set::stream).findFirst();
                next.ifPresent(this::remove);
                favourite = next;
            }
            anyWaiting = !waiting.isEmpty();
        }
        next.ifPresent(Waiter::goOn);
    }

    private void remove(Waiter waiter) {
        waiting.computeIfPresent(waiter.source(), (source, waiters) -> {
            waiters.remove(waiter);
            return waiters.isEmpty() ? null : waiters;
        });
    }

    /** Each that goes on may read once before it has to ask again, so no more go on than there is room for. */
    private void wakeWhoFits() {
        List<Waiter> fitting = new ArrayList<>();
        synchronized (waiting) {
            long granted = 0;
            for (var sources = waiting.entrySet().iterator(); sources.hasNext(); ) {
                var ofSource = sources.next();
                long spare = room(ofSource.getKey()) - heldBy(ofSource.getKey());
                for (var eldest = ofSource.getValue().iterator(); eldest.hasNext() && granted <= spare; ) {
                    fitting.add(eldest.next());
                    eldest.remove();
                    granted += ReadSizes.LONG_READ_BYTES;
                }
                if (ofSource.getValue().isEmpty()) {
                    sources.remove();
                }
            }
            anyWaiting = !waiting.isEmpty();
        }
        fitting.forEach(Waiter::goOn);
    }

    /** A connection that may have to wait. */
    interface Waiter {
        /** Returns where it comes from, always the same. */
        Source source();

        /** Says that there is room again. Comes from any thread. */
        void goOn();
    }
}
