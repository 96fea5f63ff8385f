package io.lodestar.server.web;

import com.fasterxml.jackson.core.JsonGenerator;
import io.lodestar.protocol.RequestCode;
import io.lodestar.server.http.Method;
import io.lodestar.server.http.Problem;
import io.lodestar.server.http.Reply;
import io.lodestar.server.http.Request;
import io.lodestar.server.http.Router;
import io.lodestar.server.journal.Entry;
import io.lodestar.server.journal.Excerpt;
import io.lodestar.server.journal.Query;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What happened: the journal, page by page. */
final class EventPages implements Pages {
    private static final Query.Bounds BOUNDS = new Query.Bounds(2 << 20, 16 << 20);

    private final Sources sources;
    private final Doorkeeper door;

    EventPages(Sources sources, Doorkeeper door) {
        this.sources = sources;
        this.door = door;
    }

    @Override
    public void addTo(Router.Builder router) {
        router.add(Method.GET, "/api/v1/events", door.reading(RequestCode.GET_EVENTS, this::events));
    }

    private Reply events(Request request) {
        var asked = Asked.of(request, "after", "before", "kind", "broker", "topic", "cluster", "search", "limit");
        if (asked.text("after").isPresent() && asked.text("before").isPresent()) {
            throw new Problem(400, "after and before are given; give one of them");
        }
        int limit = asked.limit();
        var query = asked.number("after")
                .map(number -> Query.after(number, limit + 1))
                .orElseGet(() -> asked.number("before")
                        .map(number -> Query.before(number, limit + 1))
                        .orElseGet(() -> Query.newest(limit + 1)));
        var excerpt = sources.journal().excerpt(query.of(EventFilter.of(asked)).within(BOUNDS));
        return Reply.json(json -> write(json, excerpt, limit));
    }

    private void write(JsonGenerator json, Excerpt excerpt, int limit) throws IOException {
        var entries = excerpt.entries();
        var shown = entries.subList(0, Math.min(limit, entries.size()));
        json.writeStartObject();
        json.writeNumberField("atMillis", sources.clock().millis());
        Fields.number(json, "next", next(excerpt, shown));
        Fields.list(json, "items", shown, EventJson::write);
        json.writeEndObject();
    }

    /** What was searched in vain need not be searched again. */
    private static Optional<Long> next(Excerpt excerpt, List<Entry> shown) {
        if (excerpt.entries().size() > shown.size()) {
            return Optional.of(shown.get(shown.size() - 1).number());
        }
        return excerpt.isCut() ? Optional.of(excerpt.reached()) : Optional.empty();
    }
}
