package io.lodestar.server.web;

import com.fasterxml.jackson.core.JsonGenerator;
import io.lodestar.protocol.body.EventEntry;
import io.lodestar.server.journal.Entry;
import java.io.IOException;

/** An entry of the journal as JSON. */
final class EventJson {
    /** Of the topics that one entry names; a broker that leaves may take hundreds along. */
    private static final int SHOWN_TOPICS = 20;

    private EventJson() {}

    static void write(JsonGenerator json, Entry entry) throws IOException {
        var event = entry.event();
        write(
                json,
                new EventEntry(
                        entry.number(),
                        entry.timeMillis(),
                        event.kind().name(),
                        event.cluster(),
                        event.brokerName(),
                        event.topics(),
                        event.detail(),
                        event.by(),
                        event.account()));
    }

    static void write(JsonGenerator json, EventEntry entry) throws IOException {
        json.writeStartObject();
        json.writeNumberField("sequence", entry.number());
        json.writeNumberField("atMillis", entry.timeMillis());
        json.writeStringField("kind", entry.kind());
        json.writeStringField("text", entry.detail());
        Fields.text(json, "cluster", entry.cluster());
        Fields.text(json, "broker", entry.brokerName());
        var topics = entry.topics();
        if (!topics.isEmpty()) {
            Fields.texts(json, "topics", topics.subList(0, Math.min(SHOWN_TOPICS, topics.size())));
            json.writeNumberField("topicCount", topics.size());
        }
        Fields.text(json, "principal", entry.account());
        Fields.text(json, "address", entry.by());
        json.writeEndObject();
    }
}
