package io.lodestar.protocol.body;

import io.lodestar.protocol.MalformedBodyException;
import io.lodestar.protocol.json.JsonDialect;
import io.lodestar.protocol.json.JsonWriter;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Why a topic has no route, or why its route looks as it does (code 24004).
 *
 * @param topic the topic that was asked for
 * @param routed whether a route is answered
 * @param reasons what holds for the topic as a whole, each a clause without a full stop: why there is no route, or what is special about it
 * @param groups the broker groups that have the topic, by name
 * @param orderConfig which of its queues are ordered, as routes show it; empty when nothing is configured
 * @param events the newest entries of the journal that name the topic, newest first, as far back as was searched
 */
public record ExplanationBody(
        String topic,
        boolean routed,
        List<String> reasons,
        List<GroupExplanation> groups,
        Optional<String> orderConfig,
        List<EventEntry> events) {
    /** Copies the lists. */
    public ExplanationBody {
        reasons = List.copyOf(reasons);
        groups = List.copyOf(groups);
        events = List.copyOf(events);
    }

    /**
     * Reads an explanation.
     *
     * @throws MalformedBodyException when the bytes are no such body
     */
    public static ExplanationBody read(ByteBuf body) {
        return JsonSource.DEFAULT.read(body, ExplanationBody::read);
    }

    private static ExplanationBody read(JsonCursor cursor) {
        String topic = "";
        boolean routed = false;
        List<String> reasons = List.of();
        var groups = new ArrayList<GroupExplanation>();
        Optional<String> orderConfig = Optional.empty();
        var events = new ArrayList<EventEntry>();
        cursor.object();
        while (cursor.nextMember()) {
            switch (cursor.name()) {
                case "topic" -> topic = cursor.text().orElse("");
                case "routed" -> routed = cursor.truth();
                case "reasons" -> reasons = cursor.texts();
                case "groups" -> Members.each(cursor, () -> groups.add(GroupExplanation.read(cursor)));
                case "orderConfig" -> orderConfig = cursor.text();
                case "events" -> Members.each(cursor, () -> events.add(EventEntry.read(cursor)));
                default -> cursor.skip();
            }
        }
        return new ExplanationBody(topic, routed, reasons, groups, orderConfig, events);
    }

    /** Appends the body, which is the same in both dialects. */
    public void writeTo(ByteBuf out) {
        var json = new JsonWriter(out, JsonDialect.STANDARD);
        json.startObject();
        json.name("topic").value(topic);
        json.name("routed").value(routed);
        Members.texts(json, "reasons", reasons);
        json.name("groups").startArray();
        groups.forEach(group -> group.writeTo(json));
        json.endArray();
        Members.text(json, "orderConfig", orderConfig);
        json.name("events").startArray();
        events.forEach(event -> event.writeTo(json));
        json.endArray();
        json.endObject();
    }
}
