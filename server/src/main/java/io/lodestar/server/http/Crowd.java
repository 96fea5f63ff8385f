package io.lodestar.server.http;

import io.lodestar.transport.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Who is connected, and what they have taken. Confined to the event loop, but for the two counts that others may read. */
final class Crowd {
    private final HttpSettings settings;
    private final Set<HttpConnection> connections = new HashSet<>();
    private final Map<Source, Integer> bySource = new HashMap<>();
    private final Map<Source, Integer> streamsBySource = new HashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicInteger streams = new AtomicInteger();
    private long unfinishedBytes;
    private long unreadBytes;
    private boolean closing;

    Crowd(HttpSettings settings) {
        this.settings = settings;
    }

    boolean isFull() {
        return connections.size() >= settings.maxConnections();
    }

    boolean isFullFor(Source source) {
        return bySource.getOrDefault(source, 0) >= settings.maxConnectionsPerSource();
    }

    void enter(HttpConnection connection) {
        if (connections.add(connection)) {
            bySource.merge(connection.source(), 1, Integer::sum);
            count.incrementAndGet();
        }
    }

    void leave(HttpConnection connection) {
        if (connections.remove(connection)) {
            subtract(bySource, connection.source());
            count.decrementAndGet();
        }
    }

    private static void subtract(Map<Source, Integer> counts, Source source) {
        counts.computeIfPresent(source, (unused, now) -> now == 1 ? null : now - 1);
    }

    /** Takes a place for an event stream, if there is one and its source has not half of them; it is to be given back only then. */
    boolean enterStream(Source source) {
        int most = Math.max(1, settings.maxStreams() / 2);
        if (streams.get() >= settings.maxStreams() || streamsBySource.getOrDefault(source, 0) >= most) {
            return false;
        }
        streamsBySource.merge(source, 1, Integer::sum);
        streams.incrementAndGet();
        return true;
    }

    void leaveStream(Source source) {
        subtract(streamsBySource, source);
        streams.decrementAndGet();
    }

    /** Takes room for bytes of a body, if there is any; it is to be given back only then. */
    boolean takeRoom(int bytes) {
        if (unfinishedBytes + bytes > settings.maxUnfinishedBytes()) {
            return false;
        }
        unfinishedBytes += bytes;
        return true;
    }

    void giveRoomBack(int bytes) {
        unfinishedBytes -= bytes;
    }

    /** Takes room for a reply until its peer has read it, if there is any; it is to be given back only then. */
    boolean takeReplyRoom(int bytes) {
        if (unreadBytes > 0 && unreadBytes + bytes > HttpSettings.MAX_UNREAD_BYTES) {
            return false;
        }
        unreadBytes += bytes;
        return true;
    }

    void giveReplyRoomBack(int bytes) {
        unreadBytes -= bytes;
    }

    /** Returns those who are there now, however that changes meanwhile. */
    List<HttpConnection> all() {
        return new ArrayList<>(connections);
    }

    /** From now on each connection ends with the reply that is under way. */
    void close() {
        closing = true;
        all().forEach(HttpConnection::endSoon);
    }

    boolean isClosing() {
        return closing;
    }

    /** May be called by any thread. */
    int count() {
        return count.get();
    }

    /** May be called by any thread. */
    int streamCount() {
        return streams.get();
    }
}
