package io.lodestar.server.web;

import io.lodestar.protocol.RequestCode;
import io.lodestar.server.http.EventSource;
import io.lodestar.server.http.EventStream;
import io.lodestar.server.http.Method;
import io.lodestar.server.http.Reply;
import io.lodestar.server.http.Request;
import io.lodestar.server.http.Router;
import io.lodestar.server.journal.Filter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;

/** What happens, while it happens. */
final class StreamPages implements Pages {
    private static final String LAST_ID = "last-event-id";
    /** How many milliseconds a peer waits before it comes back. */
    private static final byte[] GREETING = "retry: 2000\n\n".getBytes(StandardCharsets.UTF_8);

    private final EventHub hub;
    private final Clock clock;
    private final Doorkeeper door;

    StreamPages(EventHub hub, Clock clock, Doorkeeper door) {
        this.hub = hub;
        this.clock = clock;
        this.door = door;
    }

    @Override
    public void addTo(Router.Builder router) {
        router.add(Method.GET, "/api/v1/stream", door.reading(RequestCode.GET_EVENTS, this::stream));
    }

    private Reply stream(Request request) {
        var asked = Asked.of(request, "after", "kind", "broker", "topic", "cluster", "search");
        var after = request.header(LAST_ID)
                .filter(value -> !value.isEmpty())
                .map(value -> Asked.number("Last-Event-ID", value))
                .or(() -> asked.number("after"));
        var filter = EventFilter.of(asked);
        return Reply.events(new Source(filter, after)).with("x-accel-buffering", "no"); // or nginx collects it
    }

    private byte[] reset(long number) {
        return EventHub.message(Long.toString(number), "reset", json -> {
            json.writeStartObject();
            json.writeNumberField("atMillis", clock.millis());
            json.writeNumberField("sequence", number);
            json.writeEndObject();
        });
    }

    /** One stream to be, handed to the hub once it is open; the hub looks by itself whether it still is. */
    private final class Source implements EventSource {
        private final Filter filter;
        private final Optional<Long> after;

        Source(Filter filter, Optional<Long> after) {
            this.filter = filter;
            this.after = after;
        }

        @Override
        public void opened(EventStream stream) {
            stream.send(GREETING);
            hub.add(new EventWatcher(stream, filter, after, StreamPages.this::reset));
        }

        @Override
        public void closed(EventStream stream) {
            hub.wake();
        }
    }
}
