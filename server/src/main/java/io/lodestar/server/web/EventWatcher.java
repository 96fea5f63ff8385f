package io.lodestar.server.web;

import io.lodestar.server.http.EventStream;
import io.lodestar.server.journal.Filter;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** One event stream, and how far it has been told. Confined to the hub's thread once it was handed to it. */
final class EventWatcher {
    /** Nothing is sent to a stream that has so much unread. */
    private static final long ENOUGH_BYTES = 64 << 10;
    /** Who reads nothing and is behind by more is dropped, while the journal still has what follows its place. */
    private static final long MAX_BEHIND = 4_000;
    /** Who comes back and has missed more had better ask for everything anew. */
    private static final long MAX_MISSED = 20_000;

    private final EventStream stream;
    private final Filter filter;
    private final Optional<Long> after;
    private final Function<Long, byte[]> reset;
    private long place;
    private long toldPlace;
    private boolean caughtUp;

    /**
     * Creates one.
     *
     * @param after behind which event it begins; behind the last one if that is empty
     * @param reset makes what it is told when that event is not followed by what is there; takes the number behind which it goes on
     */
    EventWatcher(EventStream stream, Filter filter, Optional<Long> after, Function<Long, byte[]> reset) {
        this.stream = stream;
        this.filter = filter;
        this.after = after;
        this.reset = reset;
    }

    void begin(EventRing ring, EventBacklog backlog) {
        place = after.orElse(ring.last());
        boolean known = backlog.reaches(place) && ring.last() - place <= MAX_MISSED;
        if (!known) {
            startOver(ring);
        }
        toldPlace = place;
    }

    private void startOver(EventRing ring) {
        place = ring.last();
        caughtUp = true;
        stream.send(reset.apply(place));
    }

    /** Sends what it has not been told yet, as far as it reads; returns false when it is over. */
    boolean serve(EventRing ring, EventBacklog backlog) {
        if (!stream.isOpen()) {
            return false;
        }
        boolean reaches = ring.reaches(place);
        if (stream.pendingBytes() > ENOUGH_BYTES) {
            if (caughtUp && (!reaches || ring.last() - place > MAX_BEHIND)) {
                stream.drop(); // it may come back, and say where it was
                return false;
            }
            return true;
        }
        if (reaches) {
            caughtUp = true;
            return filter.equals(Filter.NONE) ? sendBatches(ring) : send(ring.after(place));
        }
        return catchUp(ring, backlog);
    }

    private boolean catchUp(EventRing ring, EventBacklog backlog) {
        var missed = backlog.after(place);
        if (missed.isEmpty() || missed.get(0).number() > place + 1) {
            startOver(ring);
            return stream.isOpen();
        }
        return send(missed);
    }

    private boolean sendBatches(EventRing ring) {
        boolean sent = send(ring.batch(place));
        while (sent && isBehind(ring) && stream.pendingBytes() <= ENOUGH_BYTES) {
            sent = send(ring.batch(place));
        }
        return sent;
    }

    private boolean send(EventRing.Batch news) {
        place = news.last();
        toldPlace = place;
        return news.bytes().length == 0 || stream.send(news.bytes());
    }

    private boolean send(List<EventRing.Told> news) {
        var batch = new ByteArrayOutputStream();
        for (var told : news) {
            place = told.number();
            if (filter.wants(told.entry().event())) {
                batch.writeBytes(told.bytes());
                toldPlace = place;
            }
            if (batch.size() >= EventRing.BATCH_BYTES) {
                break;
            }
        }
        return batch.size() == 0 || stream.send(batch.toByteArray());
    }

    /** Returns whether there is more for it. */
    boolean isBehind(EventRing ring) {
        return place < ring.last();
    }

    /** Sends what is no event. */
    void tell(byte[] message) {
        if (stream.pendingBytes() <= ENOUGH_BYTES) {
            stream.send(message);
        }
    }

    /** Says how far it has been told, if it wanted nothing of it, so that it need not come back to where it was. */
    void tellPlace() {
        tell((place > toldPlace ? ":\nid: " + place + "\n\n" : ":\n\n").getBytes(StandardCharsets.UTF_8));
        toldPlace = place;
    }
}
