package io.lodestar.server.web;

import io.lodestar.registry.Ticker;
import io.lodestar.server.http.Json;
import io.lodestar.server.journal.Entry;
import io.lodestar.server.journal.Journal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells all event streams what happens. Thread-safe.
 *
 * <p>One thread of its own takes what the journal tells, writes it once, and hands the same bytes to all who want them. The newest of it stays in a ring for
 * those who are behind; who falls out of the ring reads on from the journal if it only just came back, and is dropped if it does not read what it was sent.
 * So memory is the ring, and for each stream what its connection may have unread.
 */
final class EventHub implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventHub.class);
    private static final long RING_BYTES = 16 << 20;
    /** What the journal may have told and this has not taken; what finds no room is read from the journal. */
    private static final long INBOX_BYTES = 8 << 20;

    /** From one round to the next, at least: what happens together is told together. */
    private static final Duration GAP = Duration.ofMillis(50);

    private static final long TICK_NANOS = Duration.ofSeconds(2).toNanos();
    /** How many ticks pass from one sign of life to the next. */
    private static final int HEARTBEAT_TICKS = 7;

    private final Journal journal;
    private final Ticker ticker;
    private final Supplier<byte[]> tick;
    private final Queue<EventWatcher> arrivals = new ConcurrentLinkedQueue<>();
    private final Queue<Entry> inbox = new ConcurrentLinkedQueue<>();
    private final AtomicLong inboxBytes = new AtomicLong();
    private final Semaphore bell = new Semaphore(0);
    private final Thread thread;
    private volatile boolean listening;
    private volatile boolean closed;
    private volatile int count;

    // Confined to the thread.
    private final EventRing ring = new EventRing(RING_BYTES);
    private final EventBacklog backlog;
    private final List<EventWatcher> watchers = new ArrayList<>();
    private long tickedAtNanos;
    private int ticks;

    /**
     * Creates one that is to be started.
     *
     * @param tick composes what all are told every two seconds, whether somebody listens or not
     */
    EventHub(Journal journal, Ticker ticker, Supplier<byte[]> tick, ThreadFactory threads) {
        this.journal = journal;
        this.backlog = new EventBacklog(journal);
        this.ticker = ticker;
        this.tick = tick;
        this.tickedAtNanos = ticker.nanos();
        this.thread = threads.newThread(this::work);
    }

    /** Begins to follow the journal. */
    void start() {
        journal.tell(this::hear);
        thread.start();
    }

    /** Runs on the journal's thread. */
    private void hear(Entry entry) {
        if (listening) {
            if (inboxBytes.get() < INBOX_BYTES) {
                inboxBytes.addAndGet(entry.event().bytes());
                inbox.add(entry);
            }
            bell.release();
        }
    }

    /** Takes one more stream. */
    void add(EventWatcher watcher) {
        arrivals.add(watcher);
        bell.release();
    }

    /** Looks again soon. */
    void wake() {
        bell.release();
    }

    /** Returns how many streams are open. */
    int count() {
        return count;
    }

    @SuppressWarnings("IllegalCatch")
    private void work() {
        while (!closed) {
            try {
                rest();
                round();
            } catch (InterruptedException nobodyInterruptsThis) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException | LinkageError | OutOfMemoryError fault) {
                // One event or stream must not end all streams.
                LOG.error("A round of the event streams failed", fault);
            }
        }
    }

    private void rest() throws InterruptedException {
        long untilTick = TICK_NANOS - (ticker.nanos() - tickedAtNanos);
        boolean rung = untilTick > 0 && bell.tryAcquire(untilTick, TimeUnit.NANOSECONDS);
        if (rung && listening) {
            TimeUnit.NANOSECONDS.sleep(GAP.toNanos());
        }
        bell.drainPermits();
    }

    private void round() {
        backlog.beginRound();
        takeEvents();
        for (var arrived = arrivals.poll(); arrived != null; arrived = arrivals.poll()) {
            admit(arrived);
        }
        watchers.removeIf(watcher -> !watcher.serve(ring, backlog));
        if (ticker.nanos() - tickedAtNanos >= TICK_NANOS) {
            tickedAtNanos = ticker.nanos();
            tellAll();
        }
        count = watchers.size();
        if (watchers.isEmpty() && listening) {
            listening = false;
            ring.begin(0);
        } else if (watchers.stream().anyMatch(watcher -> watcher.isBehind(ring))) {
            bell.release(); // nobody tells that a stream has room again
        }
    }

    private void takeEvents() {
        for (var entry = inbox.poll(); entry != null; entry = inbox.poll()) {
            inboxBytes.addAndGet(-entry.event().bytes());
            if (listening && entry.number() > ring.last()) { // else it came while the last stream left
                fillUpTo(entry.number());
                ring.add(told(entry));
            }
        }
    }

    /** Reads what found no room in the inbox, as far as the journal still has it. */
    private void fillUpTo(long number) {
        long before = -1;
        while (ring.last() > before && ring.last() < number - 1) {
            before = ring.last();
            backlog.after(before).stream()
                    .filter(told -> told.number() < number)
                    .forEach(ring::add);
        }
    }

    static EventRing.Told told(Entry entry) {
        return new EventRing.Told(
                entry, message(Long.toString(entry.number()), "journal", json -> EventJson.write(json, entry)));
    }

    /** Returns a message of an event stream. */
    static byte[] message(String id, String kind, Json.Value data) {
        var head = (id.isEmpty() ? "" : "id: " + id + "\n") + "event: " + kind + "\ndata: ";
        return (head + new String(Json.bytes(data), StandardCharsets.UTF_8) + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    private void admit(EventWatcher watcher) {
        if (!listening) {
            listening = true; // before it is asked how far the journal is
            ring.begin(journal.lastNumber());
        }
        takeEvents();
        watcher.begin(ring, backlog);
        watchers.add(watcher);
    }

    private void tellAll() {
        var news = tick.get();
        ticks++;
        boolean heartbeat = ticks % HEARTBEAT_TICKS == 0;
        for (var watcher : watchers) {
            watcher.tell(news);
            if (heartbeat) {
                watcher.tellPlace();
            }
        }
    }

    /** Tells nobody anything any more. */
    @Override
    public void close() {
        closed = true;
        bell.release();
    }
}
