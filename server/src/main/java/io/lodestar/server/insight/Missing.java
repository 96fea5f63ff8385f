package io.lodestar.server.insight;

import io.lodestar.protocol.Header;
import io.lodestar.transport.Connection;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Which topics were asked for most that have no route, and by whom. Thread-safe.
 *
 * <p>It takes the same memory however many names are made up: a name that finds no place takes that of one that was asked for seldom, the rarest of a few
 * that stand side by side. So who is asked for often stays, and a flood of names takes each other's places.
 */
public final class Missing {
    private static final int PLACES = 1_024;
    /** How many places are compared to find one that can be given away. */
    private static final int STEPS = 8;
    /** Longer names than any broker takes are not worth a place. */
    private static final int MAX_LENGTH = 255;

    private static final int CALLERS = 4;

    private final ReentrantLock lock = new ReentrantLock();
    private final Clock clock;
    private final int places;
    /** Guarded by {@link #lock}, as all below. */
    private final Map<String, Place> byTopic = new HashMap<>();

    private final List<Place> ring = new ArrayList<>();
    private int hand;

    Missing(Clock clock) {
        this(clock, PLACES);
    }

    Missing(Clock clock, int places) {
        this.clock = clock;
        this.places = places;
    }

    /**
     * Takes note of somebody who asked for a topic in vain. Takes no longer for a name that nobody has asked for before, and does not wait: of those who ask
     * at the same moment, one is counted.
     */
    public void asked(String topic, Connection connection, Header header) {
        if (topic.length() > MAX_LENGTH) {
            return;
        }
        long now = clock.millis();
        if (!lock.tryLock()) {
            return; // an event loop does not wait to count
        }
        try {
            var known = byTopic.get(topic);
            var place = known == null ? place(topic) : known;
            place.asked(connection.remoteAddress(), Callers.Program.of(header), now);
        } finally {
            lock.unlock();
        }
    }

    private Place place(String topic) {
        var place = new Place(topic);
        if (ring.size() < places) {
            ring.add(place);
        } else {
            int rarest = rarestOfSome();
            byTopic.remove(ring.get(rarest).topic);
            ring.set(rarest, place);
        }
        byTopic.put(topic, place);
        return place;
    }

    private int rarestOfSome() {
        int rarest = hand;
        for (int step = 0; step < STEPS; step++) {
            if (ring.get(hand).count < ring.get(rarest).count) {
                rarest = hand;
            }
            hand = (hand + 1) % ring.size();
        }
        return rarest;
    }

    /** Returns what was asked for in vain, the most wanted first. */
    public List<Wanted> wanted() {
        return copied().stream()
                .sorted(Comparator.comparingLong(Wanted::asked).reversed().thenComparing(Wanted::topic))
                .toList();
    }

    private List<Wanted> copied() {
        lock.lock();
        try {
            return ring.stream().map(Place::wanted).toList();
        } finally {
            lock.unlock();
        }
    }

    /**
     * A topic that was asked for in vain.
     *
     * @param asked how often, at least
     * @param callers who asked last, the last one first
     */
    public record Wanted(String topic, long asked, long lastAskedMillis, List<Caller> callers) {}

    /** Somebody who asked, and how often since it was noted. */
    public record Caller(InetSocketAddress address, Callers.Program program, long asked) {}

    /** What is known of one name. Guarded by the lock. */
    private static final class Place {
        private final String topic;
        private final List<Caller> callers = new ArrayList<>(1);
        private long count;
        private long lastMillis;

        Place(String topic) {
            this.topic = topic;
        }

        void asked(InetSocketAddress address, Callers.Program program, long now) {
            count++;
            lastMillis = now;
            callers.add(0, new Caller(address, program, 1 + forget(address)));
            if (callers.size() > CALLERS) {
                callers.remove(CALLERS);
            }
        }

        private long forget(InetSocketAddress address) {
            for (int i = 0; i < callers.size(); i++) {
                if (callers.get(i).address().equals(address)) {
                    return callers.remove(i).asked();
                }
            }
            return 0;
        }

        Wanted wanted() {
            return new Wanted(topic, count, lastMillis, List.copyOf(callers));
        }
    }
}
