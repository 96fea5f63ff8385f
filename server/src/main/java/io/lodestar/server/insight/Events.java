package io.lodestar.server.insight;

import io.lodestar.protocol.MalformedBodyException;
import io.lodestar.protocol.body.EventEntry;
import io.lodestar.protocol.body.EventsBody;
import io.lodestar.protocol.header.GetEventsRequest;
import io.lodestar.server.journal.Entry;
import io.lodestar.server.journal.EventKind;
import io.lodestar.server.journal.Journal;
import io.lodestar.server.journal.Query;
import java.util.Arrays;
import java.util.Locale;

/** Reads the journal for those who ask. Thread-safe. */
final class Events {
    /** What a page may have of names, in bytes of memory: its JSON is half of that, unless it has to be escaped. */
    private static final long PAGE_BYTES = 2 << 20;
    /** How much of the journal is searched for one topic by the way: tenths of a second. */
    private static final long SEARCHED_BYTES = 16 << 20;

    private final Journal journal;

    Events(Journal journal) {
        this.journal = journal;
    }

    EventsBody page(GetEventsRequest request) {
        int limit = (int) Math.max(
                1, Math.min(GetEventsRequest.MAX_LIMIT, request.limit().orElse((long) GetEventsRequest.DEFAULT_LIMIT)));
        var excerpt = journal.excerpt(query(request, limit + 1).within(new Query.Bounds(PAGE_BYTES, Long.MAX_VALUE)));
        var entries = excerpt.entries();
        boolean more = excerpt.isCut() || entries.size() > limit;
        return new EventsBody(entries.stream().limit(limit).map(Events::entry).toList(), more);
    }

    /** Returns the newest entries that name a topic, of the newest part of the journal; there may be more if that did not do. */
    EventsBody of(String topic, int limit) {
        var excerpt = journal.excerpt(
                Query.newest(limit).ofTopic(topic).within(new Query.Bounds(PAGE_BYTES, SEARCHED_BYTES)));
        return new EventsBody(excerpt.entries().stream().map(Events::entry).toList(), excerpt.isCut());
    }

    private static Query query(GetEventsRequest request, int limit) {
        var query = request.after()
                .map(number -> Query.after(number, limit))
                .orElseGet(() -> request.before()
                        .map(number -> Query.before(number, limit))
                        .orElseGet(() -> Query.newest(limit)))
                .of(request.kinds().stream().map(Events::kind).toArray(EventKind[]::new));
        var ofBroker = request.brokerName().map(query::ofBroker).orElse(query);
        return request.topic().map(ofBroker::ofTopic).orElse(ofBroker);
    }

    private static EventKind kind(String name) {
        return Arrays.stream(EventKind.values())
                .filter(kind -> kind.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new MalformedBodyException(
                        "there is no such kind of event; there are " + Arrays.toString(EventKind.values())));
    }

    private static EventEntry entry(Entry entry) {
        var event = entry.event();
        return new EventEntry(
                entry.number(),
                entry.timeMillis(),
                event.kind().name(),
                event.cluster(),
                event.brokerName(),
                event.topics(),
                event.detail(),
                event.by(),
                event.account());
    }
}
