package io.lodestar.server.journal;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What became of topics that are gone, for whoever asks for their route. One thread tells it the journal's entries; any may ask, and none
 * waits.
 *
 * <p>It remembers the topics that went last, and since when it would know of any other: the begin of the journal, the last start without a
 * snapshot, the last loss of events, or the moment when the last forgotten topic went, whichever is latest.
 */
public final class Fates {
    /** A hundred thousand topics with names of thirty characters. */
    private static final long FATE_BYTES = 16 << 20;

    private static final long DEPARTURE_BYTES = 2 << 20;
    private static final Duration ONE_CHANGE = Duration.ofSeconds(1);
    private static final long UNKNOWN = Long.MIN_VALUE;

    private final Recent<Fate> fates;

    /** How broker groups lost their last or another member, by name. */
    private final Recent<Departure> departures = new Recent<>(DEPARTURE_BYTES);

    /** Since when every topic that went is remembered. */
    private volatile long sinceMillis = UNKNOWN;

    // The rest is confined to the thread that tells.
    private long sinceBeforeStartMillis = UNKNOWN;
    private long startMillis = UNKNOWN;
    private long olderEndedMillis = UNKNOWN;

    private volatile boolean loaded;

    Fates() {
        this(FATE_BYTES);
    }

    /** Creates fates that take so much memory, by and large. */
    Fates(long maxBytes) {
        this.fates = new Recent<>(maxBytes);
    }

    /** Returns what became of a topic that has no route, a clause without a full stop; empty if nothing is known of it. */
    public Optional<String> of(String topic) {
        if (!loaded) {
            return Optional.empty();
        }
        return fates.find(topic).map(this::clause);
    }

    /** Says since when a topic of which nothing is known was not here; empty if even that is not known. */
    public Optional<String> absence(String topic) {
        long since = sinceMillis;
        boolean kept = loaded && topic.length() <= Event.MAX_TEXT;
        return since == UNKNOWN || !kept
                ? Optional.empty()
                : Optional.of("it was never seen here since " + text(since) + ", as far back as this is remembered");
    }

    private String clause(Fate fate) {
        var at = text(fate.timeMillis());
        return switch (fate.kind()) {
            case TOPIC_DELETED -> "it was deleted at " + at;
            case TOPIC_RETIRED -> fate.brokerName() + ", the last to have it, stopped reporting it at " + at;
            default -> fate.brokerName() + ", the last to have it, left at " + at + why(fate);
        };
    }

    /** The broker that went last took the topics along, so it went when they did; one that went later says nothing of them. */
    private String why(Fate lost) {
        return departures
                .find(lost.brokerName())
                .filter(departure -> Math.abs(departure.timeMillis() - lost.timeMillis()) <= ONE_CHANGE.toMillis())
                .map(departure -> ": " + departure.why())
                .orElse("");
    }

    private static String text(long timeMillis) {
        return Instant.ofEpochMilli(timeMillis).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** From now on it may be asked: all old entries have been told. */
    void endLoading() {
        loaded = true;
    }

    void accept(Entry entry) {
        if (sinceMillis == UNKNOWN) {
            sinceMillis = entry.timeMillis();
        }
        switch (entry.event().kind()) {
            case TOPIC_DELETED, TOPIC_RETIRED, TOPIC_LOST -> went(entry);
            case TOPIC_ADDED, TOPIC_CHANGED -> entry.event().topics().forEach(fates::remove);
            case BROKER_EXPIRED -> left(entry, "silent for longer than its lease");
            case BROKER_CLOSED -> left(entry, "its connection is gone");
            case BROKER_UNREGISTERED -> left(entry, "it unregistered");
            case BROKER_DISPLACED -> left(entry, "another one took its place");
            case SERVER_STARTED -> started(entry.timeMillis());
            case ROUTES_RESTORED -> restored();
            case EVENTS_LOST -> sinceMillis = entry.timeMillis();
            default -> {
                // it says nothing of topics
            }
        }
    }

    private void went(Entry entry) {
        var event = entry.event();
        var fate = new Fate(event.kind(), event.brokerName().orElse(""), entry.timeMillis());
        for (var topic : event.topics()) {
            if (fates.put(topic, fate)) {
                sinceMillis = Math.max(sinceMillis, olderEndedMillis);
                olderEndedMillis = entry.timeMillis();
            }
        }
    }

    private void left(Entry entry, String why) {
        entry.event().brokerName().ifPresent(name -> departures.put(name, new Departure(why, entry.timeMillis())));
    }

    /** Topics that were here before are not known after a start, unless a snapshot is restored; nothing says how they went. */
    private void started(long atMillis) {
        sinceBeforeStartMillis = sinceMillis;
        startMillis = atMillis;
        sinceMillis = atMillis;
    }

    private void restored() {
        if (sinceMillis == startMillis) {
            sinceMillis = sinceBeforeStartMillis;
        }
    }

    /** How a topic went. */
    private record Fate(EventKind kind, String brokerName, long timeMillis) {}

    /** How a broker went. */
    private record Departure(String why, long timeMillis) {}
}
