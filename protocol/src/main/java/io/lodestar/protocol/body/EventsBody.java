package io.lodestar.protocol.body;

import io.lodestar.protocol.MalformedBodyException;
import io.lodestar.protocol.json.JsonDialect;
import io.lodestar.protocol.json.JsonWriter;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/**
 * A page of the journal (code 24005).
 *
 * @param events in the order that was asked for
 * @param more whether there may be more in this order: what follows the number of the last event is the next page
 */
public record EventsBody(List<EventEntry> events, boolean more) {
    /** Copies the list. */
    public EventsBody {
        events = List.copyOf(events);
    }

    /**
     * Reads a page.
     *
     * @throws MalformedBodyException when the bytes are no such body
     */
    public static EventsBody read(ByteBuf body) {
        return JsonSource.DEFAULT.read(body, EventsBody::read);
    }

    private static EventsBody read(JsonCursor cursor) {
        var events = new ArrayList<EventEntry>();
        boolean more = false;
        cursor.object();
        while (cursor.nextMember()) {
            switch (cursor.name()) {
                case "events" -> Members.each(cursor, () -> events.add(EventEntry.read(cursor)));
                case "more" -> more = cursor.truth();
                default -> cursor.skip();
            }
        }
        return new EventsBody(events, more);
    }

    /** Appends the body, which is the same in both dialects. */
    public void writeTo(ByteBuf out) {
        var json = new JsonWriter(out, JsonDialect.STANDARD);
        json.startObject();
        json.name("events").startArray();
        events.forEach(event -> event.writeTo(json));
        json.endArray();
        json.name("more").value(more);
        json.endObject();
    }
}
