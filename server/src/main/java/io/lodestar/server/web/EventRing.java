package io.lodestar.server.web;

import io.lodestar.server.journal.Entry;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/** The newest events, each written once for all who are told of it, as many as a bound of bytes allows. Confined to one thread. */
final class EventRing {
    /** How much is sent at once. */
    static final int BATCH_BYTES = 32 << 10;

    private final long maxBytes;
    private final Deque<Told> newest = new ArrayDeque<>();
    private long bytes;
    private Batch batch = new Batch(-1, new byte[0], -1);
    /** The number of the last event that is not in here any more, or never was. */
    private long before;

    EventRing(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** An entry of the journal, and what watchers are sent. */
    record Told(Entry entry, byte[] bytes) {
        long number() {
            return entry.number();
        }

        long memory() {
            return bytes.length + entry.event().bytes();
        }
    }

    /** Begins anew, behind an event. */
    void begin(long number) {
        newest.clear();
        bytes = 0;
        before = number;
    }

    /** Takes the next event. */
    void add(Told told) {
        newest.addLast(told);
        bytes += told.memory();
        while (bytes > maxBytes && newest.size() > 1) {
            var oldest = newest.removeFirst();
            bytes -= oldest.memory();
            before = oldest.number();
        }
    }

    /** Returns the number of the last event. */
    long last() {
        return newest.isEmpty() ? before : newest.getLast().number();
    }

    /** Returns whether everything that follows an event is in here. */
    boolean reaches(long number) {
        return number >= before;
    }

    /**
     * Some of what follows an event, as all are sent it who want everything.
     *
     * @param last the number of the last event in it
     */
    record Batch(long after, byte[] bytes, long last) {}

    /** Returns the next of what follows an event, some ten thousands of bytes; the same bytes for all who are at the same place. */
    Batch batch(long number) {
        boolean same = batch.after == number && (batch.bytes.length >= BATCH_BYTES || batch.last == last());
        if (!same) {
            batch = newBatch(number);
        }
        return batch;
    }

    private Batch newBatch(long number) {
        var out = new ByteArrayOutputStream();
        long last = number;
        for (var told : after(number)) {
            out.writeBytes(told.bytes());
            last = told.number();
            if (out.size() >= BATCH_BYTES) {
                break;
            }
        }
        return new Batch(number, out.toByteArray(), last);
    }

    /** Returns what follows an event. */
    List<Told> after(long number) {
        var found = new ArrayList<Told>();
        var backwards = newest.descendingIterator();
        while (backwards.hasNext()) {
            var told = backwards.next();
            if (told.number() <= number) {
                break;
            }
            found.add(told);
        }
        Collections.reverse(found);
        return found;
    }
}
