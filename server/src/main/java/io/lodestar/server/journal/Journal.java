package io.lodestar.server.journal;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happened, in order, as far back as the limit allows. Thread-safe.
 *
 * <p>Nothing that is wrong with its files keeps the server from starting or working: the journal says so in the log, and does without.
 */
public final class Journal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final Duration CLOSING_LIMIT = Duration.ofMillis(500);

    /** How many bytes of events may wait to be written: half a million topics that came or went at once. */
    private static final long CAPACITY = 64 << 20;

    private final AtomicBoolean closed = new AtomicBoolean();
    private final Fates fates = new Fates();
    private final Inbox inbox;
    private final Scribe scribe;
    private final Thread thread;

    Journal(Clock clock, long capacity, Scribe.Opening opening) {
        this.inbox = new Inbox(clock, capacity);
        this.scribe = new Scribe(inbox, clock, fates, opening);
        this.thread = new Thread(scribe, "lodestar-journal");
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((where, fault) -> LOG.error("The journal has ended", fault));
    }

    /**
     * Opens the journal in a folder. What is in it is read meanwhile.
     *
     * @param maxBytes how much its files may take; 0 keeps the newest entries in memory instead
     */
    public static Journal open(Path folder, long maxBytes, Clock clock) {
        return started(new Journal(
                clock,
                CAPACITY,
                found -> maxBytes == 0 ? new MemoryTail() : SegmentFolder.open(folder, maxBytes, found)));
    }

    /** Opens a journal that keeps the newest entries in memory, and nothing else. */
    public static Journal inMemory(Clock clock) {
        return started(new Journal(clock, CAPACITY, found -> new MemoryTail()));
    }

    static Journal started(Journal journal) {
        journal.thread.start();
        return journal;
    }

    /** Enters an event. Never waits; after closing, does nothing. */
    public void append(Event event) {
        if (!closed.get()) {
            inbox.put(event);
        }
    }

    /** Returns the entries that are wanted, of those written by now. Reads files, and waits for them just after opening. */
    public List<Entry> read(Query query) {
        return excerpt(query).entries();
    }

    /** Does as {@link #read} does, and tells whether a bound of bytes ended it. */
    public Excerpt excerpt(Query query) {
        return Reading.of(scribe.shelf().volumes(), query);
    }

    /**
     * From now on, tells a listener, too, of each entry once it can be read, in their order, on the journal's own thread; it must neither wait nor fail.
     */
    public void tell(Consumer<Entry> listener) {
        scribe.tell(listener);
    }

    /** Returns the number of the last entry that can be read; waits for the files just after opening. */
    public long lastNumber() {
        return scribe.lastNumber();
    }

    /** Returns a number that no entry which can still be read is smaller than; waits for the files just after opening. */
    public long firstNumber() {
        return scribe.shelf().volumes().stream()
                .mapToLong(Volume::firstNumber)
                .findFirst()
                .orElse(0);
    }

    /** Returns how the journal is now. */
    public State state() {
        return scribe.state();
    }

    /**
     * How a journal is.
     *
     * @param written how many entries were written since the start
     * @param lost how many events could not be entered or written since then
     * @param age how long ago the last entry was made; empty before the first
     * @param waitingBytes what the events take that are not written yet, by and large
     * @param failing whether the last one could not be written
     */
    public record State(long written, long lost, Optional<Duration> age, long waitingBytes, boolean failing) {}

    /** Returns what became of topics, as far as the journal tells. */
    public Fates fates() {
        return fates;
    }

    /** Writes what was entered before, and closes; gives up if that takes more than half a second. */
    @Override
    public void close() {
        close(CLOSING_LIMIT);
    }

    void close(Duration limit) {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        inbox.end();
        try {
            thread.join(limit.toMillis());
        } catch (InterruptedException cutShort) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            LOG.warn("The journal was not closed within {} ms: its last entries may be missing", limit.toMillis());
        }
    }
}
