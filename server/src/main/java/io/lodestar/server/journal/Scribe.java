package io.lodestar.server.journal;

import io.lodestar.server.store.FileTrouble;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the journal's one thread does: opens the shelf, then numbers and writes what comes in. What could not be written is counted, and the
 * count is written once something can be.
 */
final class Scribe implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Scribe.class);
    private static final Duration FORCE_INTERVAL = Duration.ofSeconds(1);

    /** How many topics one entry names at most; an event of more makes several entries. */
    static final int MAX_TOPICS = 500;

    private final CompletableFuture<Shelf> opened = new CompletableFuture<>();
    private final Inbox inbox;
    private final Clock clock;
    private final Fates fates;
    private final Opening opening;

    /** Written by the journal's thread only. */
    private volatile long lastNumber;

    private final List<Consumer<Entry>> listeners = new CopyOnWriteArrayList<>();
    private final LongAdder written = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private volatile long writtenAtMillis;
    private volatile boolean failing;
    private long unwritten;
    private boolean unforced;
    private long forcedAtMillis;

    /** Creates a scribe that tells the fates every entry: those that were there, and the new ones. */
    Scribe(Inbox inbox, Clock clock, Fates fates, Opening opening) {
        this.inbox = inbox;
        this.clock = clock;
        this.fates = fates;
        this.opening = opening;
    }

    /** Returns how the journal is now. May be called by any thread. */
    Journal.State state() {
        var age = writtenAtMillis == 0
                ? Optional.<Duration>empty()
                : Optional.of(Duration.ofMillis(Math.max(0, clock.millis() - writtenAtMillis)));
        return new Journal.State(written.sum(), lost.sum(), age, inbox.bytes(), failing);
    }

    /** Returns where entries are kept; waits until the old ones were read. */
    Shelf shelf() {
        return opened.join();
    }

    void tell(Consumer<Entry> listener) {
        listeners.add(listener);
    }

    @SuppressWarnings("IllegalCatch")
    private void tell(Entry entry) {
        for (var listener : listeners) {
            try {
                listener.accept(entry);
            } catch (RuntimeException | LinkageError fault) {
                // The entry is written, and no listener may keep the next ones from it.
                LOG.error("A listener of the journal failed", fault);
            }
        }
    }

    /** Returns the number of the last entry; waits until the old ones were read. */
    long lastNumber() {
        opened.join();
        return lastNumber;
    }

    @Override
    public void run() {
        try (var shelf = open()) {
            lastNumber = Math.max(lastNumber, shelf.lastNumber());
            fates.endLoading();
            opened.complete(shelf);
            boolean ended = false;
            while (!ended) {
                ended = step(shelf);
            }
            confess(shelf);
        } catch (IOException failure) {
            LOG.error("The journal was not closed well: {}", FileTrouble.reason(failure));
        } catch (InterruptedException nobodyInterruptsThis) {
            Thread.currentThread().interrupt();
        } finally {
            opened.complete(
                    new MemoryTail()); // if all else failed: whoever reads must not wait for a thread that ended
        }
    }

    @SuppressWarnings("IllegalCatch")
    private Shelf open() {
        try {
            return opening.open(this::found);
        } catch (IOException failure) {
            LOG.error("The journal is kept in memory only until the next start: {}", FileTrouble.reason(failure));
        } catch (RuntimeException | OutOfMemoryError fault) {
            // Whatever is wrong with old files must not keep a server from starting, nor a reader waiting.
            LOG.error("The journal is kept in memory only until the next start", fault);
        }
        return new MemoryTail();
    }

    private void found(ByteBuffer payload) {
        lastNumber = Math.max(lastNumber, EntryCodec.number(payload));
        EntryCodec.decode(payload).ifPresent(fates::accept);
    }

    @SuppressWarnings("IllegalCatch")
    private boolean step(Shelf shelf) throws InterruptedException {
        var note = inbox.take(FORCE_INTERVAL);
        lose(note.map(Inbox.Note::lostBefore).orElseGet(inbox::takeLost));
        try {
            note.ifPresent(taken -> taken.event().ifPresent(event -> write(shelf, taken.timeMillis(), event)));
            if (note.isEmpty()) {
                confess(shelf);
            }
            forceIfDue(shelf);
        } catch (RuntimeException | OutOfMemoryError fault) {
            // One event that cannot be written must not end the journal.
            LOG.error("An event could not be written to the journal", fault);
            lose(1);
        }
        return note.isPresent() && note.get().event().isEmpty();
    }

    private void write(Shelf shelf, long timeMillis, Event event) {
        confess(shelf);
        var topics = event.topics();
        boolean whole = true;
        int from = 0;
        do {
            int to = Math.min(topics.size(), from + MAX_TOPICS);
            whole &= append(shelf, timeMillis, event.ofTopics(topics.subList(from, to)));
            from = to;
        } while (from < topics.size());
        lose(whole ? 0 : 1);
    }

    private void lose(long events) {
        unwritten += events;
        lost.add(events);
    }

    /** Says how many events are missing, if any, where they are missing. */
    private void confess(Shelf shelf) {
        if (unwritten > 0) {
            var confession = Event.of(EventKind.EVENTS_LOST, unwritten + " events could not be written");
            if (append(shelf, clock.millis(), confession)) {
                unwritten = 0;
            }
        }
    }

    private boolean append(Shelf shelf, long timeMillis, Event event) {
        var entry = new Entry(lastNumber + 1, timeMillis, event);
        fates.accept(entry);
        try {
            shelf.append(entry.number(), EntryCodec.encode(entry));
        } catch (IOException failure) {
            if (!failing) {
                LOG.error("The journal cannot be written: {}", FileTrouble.reason(failure));
            }
            failing = true;
            return false;
        }
        if (failing) {
            LOG.info("The journal can be written again");
        }
        failing = false;
        unforced = true;
        lastNumber = entry.number();
        written.increment();
        writtenAtMillis = entry.timeMillis();
        tell(entry);
        return true;
    }

    private void forceIfDue(Shelf shelf) {
        long now = clock.millis();
        if (!unforced || Math.abs(now - forcedAtMillis) < FORCE_INTERVAL.toMillis()) {
            return;
        }
        forcedAtMillis = now;
        unforced = false;
        try {
            shelf.force();
        } catch (IOException failure) {
            LOG.warn("The journal could not be forced to disk: {}", FileTrouble.reason(failure));
        }
    }

    /** Opens a shelf and shows what is on it, oldest first. */
    interface Opening {
        Shelf open(Consumer<ByteBuffer> found) throws IOException;
    }
}
