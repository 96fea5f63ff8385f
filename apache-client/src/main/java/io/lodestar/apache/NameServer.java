package io.lodestar.apache;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * How far the watch of one name server has come. It is asked again every few seconds, which keeps the connection open and shows whether it is still
 * the one that was told what to watch: the client opens and closes its connections without a word.
 *
 * <pre>
 *   fresh ──ask without version──▶ watched ──connection lost──▶ lost ──ask with version──▶ watched
 * </pre>
 */
final class NameServer {
    private static final Logger LOG = System.getLogger(NameServer.class.getName());

    private static final int TOPICS_PER_ASK = 1_000;
    private static final long BEAT_MILLIS = 5_000;
    private static final long LONGEST_PAUSE_MILLIS = 60_000;
    private static final long GIVE_UP_NANOS = TimeUnit.SECONDS.toNanos(15);

    private final String address;
    private final Set<String> watched = new HashSet<>();
    private final Set<String> lost = new LinkedHashSet<>();
    private String lostSince = "";
    private String version = "";
    private boolean watching;
    private boolean asking;
    private long askedNanos;
    private long dueNanos;
    private long pauseMillis;
    private String told = "";

    NameServer(String address, long nowNanos) {
        this.address = address;
        this.dueNanos = nowNanos;
    }

    /** Whether it pushes, as far as is known. */
    synchronized boolean isWatching() {
        return watching;
    }

    /** What to ask it now, if anything, so that it tells of all these topics. */
    synchronized Optional<Ask> next(Set<String> topics, long nowNanos) {
        if (asking && nowNanos - askedNanos < GIVE_UP_NANOS) {
            return Optional.empty();
        }
        boolean due = nowNanos - dueNanos >= 0;
        var ask = watching || due ? choose(topics, due) : Optional.<Ask>empty();
        asking = ask.isPresent();
        askedNanos = nowNanos;
        return ask;
    }

    private Optional<Ask> choose(Set<String> topics, boolean due) {
        if (!lost.isEmpty()) {
            return Optional.of(new Ask(some(lost), lostSince));
        }
        var fresh = new HashSet<>(topics);
        fresh.removeAll(watched);
        if (!fresh.isEmpty()) {
            return Optional.of(new Ask(some(fresh), ""));
        }
        return due && !watched.isEmpty() ? Optional.of(new Ask(List.of(), version)) : Optional.empty();
    }

    /** Notes what it answered, and returns the topics whose routes are to be asked for. */
    synchronized Collection<String> note(Ask ask, Answer answer, long nowNanos) {
        asking = false;
        if (answer instanceof Answer.Watching said) {
            watching = true;
            pauseMillis = 0;
            dueNanos = nowNanos + TimeUnit.MILLISECONDS.toNanos(BEAT_MILLIS);
            tell(Level.INFO, "pushes routes to Apache's client");
            return ask.topics().isEmpty() ? beat(said, nowNanos) : added(ask, said, nowNanos);
        }
        watching = false;
        pauseMillis = Math.min(LONGEST_PAUSE_MILLIS, Math.max(BEAT_MILLIS, pauseMillis * 2));
        if (answer instanceof Answer.Refused refused) {
            pauseMillis = LONGEST_PAUSE_MILLIS;
            tell(Level.WARNING, "does not push routes, code " + refused.code() + ": " + refused.remark());
        } else if (answer instanceof Answer.Unsupported) {
            pauseMillis = LONGEST_PAUSE_MILLIS;
            tell(Level.INFO, "cannot push routes; the client asks every 30 s as ever");
        } else if (answer instanceof Answer.Silence silence) {
            tell(Level.INFO, "does not answer whether it pushes routes: " + silence.reason());
        }
        dueNanos = nowNanos + TimeUnit.MILLISECONDS.toNanos(pauseMillis);
        return List.of();
    }

    /** Notes up to which version it has told of changes, if the version is one of its. */
    synchronized void noteVersion(String pushed) {
        if (epoch(pushed).equals(epoch(version))) {
            advance(pushed);
        }
    }

    private Collection<String> beat(Answer.Watching said, long nowNanos) {
        if (said.watched() < watched.size()) { // another connection than the one that was told
            lost.addAll(watched);
            lostSince = version;
            watched.clear();
            dueNanos = nowNanos;
            return List.of();
        }
        advance(said.changes().version());
        return said.changes().all() ? List.copyOf(watched) : said.changes().topics();
    }

    private Collection<String> added(Ask ask, Answer.Watching said, long nowNanos) {
        ask.topics().forEach(lost::remove);
        watched.addAll(ask.topics());
        if (said.watched() < watched.size()) {
            dueNanos = nowNanos; // the connection changed meanwhile; the next beat finds out
        }
        // Of topics watched before, changes up to this answer's version may still be under way.
        if (!ask.since().isEmpty() || version.isEmpty()) {
            advance(said.changes().version());
        }
        return said.changes().all() ? ask.topics() : said.changes().topics();
    }

    private void advance(String other) {
        if (!epoch(other).equals(epoch(version)) || number(other) > number(version)) {
            version = other;
        }
    }

    /** One line for each turn things take. */
    private void tell(Level level, String text) {
        if (!told.equals(text)) {
            told = text;
            LOG.log(level, "name server " + address + " " + text);
        }
    }

    private static List<String> some(Collection<String> topics) {
        var some = new ArrayList<String>();
        for (var topic : topics) {
            if (some.size() == TOPICS_PER_ASK) {
                break;
            }
            some.add(topic);
        }
        return some;
    }

    private static String epoch(String version) {
        return version.substring(0, Math.max(0, version.indexOf(':')));
    }

    private static long number(String version) {
        var digits = version.substring(version.indexOf(':') + 1);
        return digits.isEmpty() ? -1 : Long.parseLong(digits);
    }
}
