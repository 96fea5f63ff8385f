package io.lodestar.server.journal;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Events on their way to the journal. Putting never waits: what finds no room is counted. Thread-safe. */
final class Inbox {
    private final BlockingQueue<Note> notes = new LinkedBlockingQueue<>();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final Clock clock;
    private final long capacity;

    /** Creates an inbox that is full when the events in it take so many bytes, by and large. */
    Inbox(Clock clock, long capacity) {
        this.clock = clock;
        this.capacity = capacity;
    }

    void put(Event event) {
        long own = event.bytes();
        if (bytes.getAndAdd(own) < capacity) {
            notes.add(new Note(clock.millis(), lost.getAndSet(0), own, Optional.of(event)));
        } else {
            bytes.addAndGet(-own);
            lost.incrementAndGet();
        }
    }

    /** Tells the reader that nothing more comes. */
    void end() {
        notes.add(new Note(clock.millis(), lost.getAndSet(0), 0, Optional.empty()));
    }

    /** Returns the next note, once there is one; empty when none came in time. */
    Optional<Note> take(Duration patience) throws InterruptedException {
        var taken = Optional.ofNullable(notes.poll(patience.toNanos(), TimeUnit.NANOSECONDS));
        taken.ifPresent(note -> bytes.addAndGet(-note.bytes()));
        return taken;
    }

    /** Returns how much waits. */
    long bytes() {
        return bytes.get();
    }

    /** Returns how many events found no room since the last note, and forgets it. */
    long takeLost() {
        return lost.getAndSet(0);
    }

    /**
     * What waits.
     *
     * @param lostBefore how many events before this one found no room
     * @param bytes what the event takes
     * @param event empty at the end
     */
    record Note(long timeMillis, long lostBefore, long bytes, Optional<Event> event) {}
}
