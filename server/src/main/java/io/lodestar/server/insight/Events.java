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
import java.util.List;
import java.util.Locale;

/** Reads the journal for those who ask. Thread-safe. */
final class Events {
    private final Journal journal;

    Events(Journal journal) {
        this.journal = journal;
    }

    EventsBody page(GetEventsRequest request) {
        int limit = (int) Math.max(
                1, Math.min(GetEventsRequest.MAX_LIMIT, request.limit().orElse((long) GetEventsRequest.DEFAULT_LIMIT)));
        var entries = journal.read(query(request, limit + 1));
        return new EventsBody(entries.stream().limit(limit).map(Events::entry).toList(), entries.size() > limit);
    }

    /** Returns the newest entries that name a topic. */
    List<EventEntry> of(String topic, int limit) {
        return journal.read(Query.newest(limit).ofTopic(topic)).stream()
                .map(Events::entry)
                .toList();
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
