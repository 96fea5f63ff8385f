package io.lodestar.server.watch;

import io.lodestar.protocol.HeaderEncoding;
import io.lodestar.protocol.body.ChangedRoutesBody;
import io.lodestar.transport.Connection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * A connection that watches. What it is still to be told is guarded by the table's owner; whether its last push is under way is known to any thread.
 *
 * <p>Whoever reads slowly costs no more than these: the push under way, and then a few hundred references, or the one word that all may have changed.
 */
final class Watcher {
    /** How many names one push has. */
    static final int MAX_NAMES = 4_096;
    /** How many changes are kept while a push is under way. */
    static final int MAX_WAITING = 512;

    private static final int MAX_LENGTH = 256 << 10;

    private final Connection connection;
    private final HeaderEncoding encoding;
    private final Set<Watched> topics = Collections.newSetFromMap(new IdentityHashMap<>(4));
    private List<Watched> news = new ArrayList<>();
    private long newsLength;
    private boolean everythingMayBeNew;
    private boolean everything;

    private volatile boolean underWay;
    /** Up to which version it knows all that it watches. */
    private volatile long known;

    private long pushed;
    private volatile boolean waiting;

    Watcher(Connection connection, HeaderEncoding encoding) {
        this.connection = connection;
        this.encoding = encoding;
    }

    Connection connection() {
        return connection;
    }

    HeaderEncoding encoding() {
        return encoding;
    }

    Set<Watched> topics() {
        return topics;
    }

    boolean watchesEverything() {
        return everything;
    }

    void watchEverything(boolean now) {
        everything = now;
    }

    /** Takes note of a change that it is to be told, and that is no part of a list that it shares with others. */
    void add(Watched changed) {
        if (everythingMayBeNew) {
            return;
        }
        newsLength += changed.topic().length();
        if (news.size() >= (underWay ? MAX_WAITING : MAX_NAMES) || newsLength > MAX_LENGTH) {
            addEverything();
        } else {
            news.add(changed);
        }
    }

    /**
     * Takes note of changes that it is to be told, and that others may be told, too.
     *
     * @param changed does not change any more
     * @param length characters of their names
     */
    void add(List<Watched> changed, long length) {
        if (everythingMayBeNew) {
            return;
        }
        newsLength += length;
        if (news.size() + changed.size() > (underWay ? MAX_WAITING : MAX_NAMES) || newsLength > MAX_LENGTH) {
            addEverything();
        } else if (news.isEmpty()) {
            news = changed;
        } else {
            news = new ArrayList<>(news);
            news.addAll(changed);
        }
    }

    /** From now on, it is to be told that all may have changed. */
    void addEverything() {
        everythingMayBeNew = true;
        news = new ArrayList<>();
        newsLength = 0;
    }

    /** Forgets what it is to be told. */
    void clear() {
        everythingMayBeNew = false;
        news = new ArrayList<>();
        newsLength = 0;
    }

    /**
     * Returns up to which version it will know all that it watches, when it reads what is sent to it now: not up to the present one while a change is
     * still to be told, since its connection may be lost before.
     */
    long knows(long number) {
        if (!underWay && news.isEmpty() && !everythingMayBeNew) {
            known = number;
        }
        return known;
    }

    /** Returns whether nothing is under way to it; if something is, {@link #arrived} will say so. */
    boolean isReady() {
        if (!underWay) {
            return true;
        }
        waiting = true;
        return !underWay; // it may have arrived before it could know that somebody waits
    }

    /** Takes what it is to be told, which makes it know a version: something is under way now. */
    List<Watched> take(long number) {
        var taken = everythingMayBeNew ? List.<Watched>of() : news;
        clear();
        waiting = false;
        pushed = number;
        underWay = true;
        return taken;
    }

    boolean hasEverythingNew() {
        return everythingMayBeNew;
    }

    /** Takes note that nothing is under way any more; returns whether somebody waits for that. May come from any thread. */
    boolean arrived() {
        known = pushed;
        underWay = false;
        return waiting;
    }

    /** Takes it that nobody knows what it was told. */
    void doubt() {
        underWay = false;
        addEverything();
    }

    static ChangedRoutesBody body(List<Watched> changed) {
        return changed.isEmpty()
                ? ChangedRoutesBody.ALL
                : new ChangedRoutesBody(
                        false, changed.stream().map(Watched::topic).distinct().toList());
    }
}
