package io.lodestar.protocol.body;

import io.lodestar.protocol.MalformedBodyException;
import io.lodestar.protocol.json.JsonWriter;
import java.util.Optional;

/** A registration as JSON (protocol 3.4). */
final class RegistrationJson {
    private RegistrationJson() {}

    /** Reads what brokers send from 3.0.11 on: the topics in a wrapper, and filter servers. */
    static RegistrationDraft readWhole(JsonCursor cursor, RegistrationDraft draft, long nowMillis) {
        cursor.object();
        while (cursor.nextMember()) {
            switch (cursor.name()) {
                case "filterServerList" ->
                    draft.filterServers(cursor.isNull() ? Optional.empty() : Optional.of(cursor.texts()));
                case "topicConfigSerializeWrapper" -> readTopics(cursor, draft, nowMillis);
                default -> cursor.skip();
            }
        }
        return draft;
    }

    /** Reads the topics and their edition: the whole body of brokers before 3.0.11. */
    static RegistrationDraft readTopics(JsonCursor cursor, RegistrationDraft draft, long nowMillis) {
        cursor.object();
        while (cursor.nextMember()) {
            switch (cursor.name()) {
                case "dataVersion" -> draft.dataVersion(DataVersion.readNullable(cursor, nowMillis));
                case "topicConfigTable" -> readTopicTable(cursor, draft);
                case "topicQueueMappingInfoMap" -> readMappings(cursor, draft);
                default -> cursor.skip();
            }
        }
        return draft;
    }

    private static void readTopicTable(JsonCursor cursor, RegistrationDraft draft) {
        if (!cursor.objectUnlessNull()) {
            // the original registers such a broker by half and shows it without an address
            throw new MalformedBodyException("topicConfigTable is null; a broker without topics sends {}");
        }
        new TopicEntries(cursor).readInto(draft);
    }

    private static void readMappings(JsonCursor cursor, RegistrationDraft draft) {
        if (cursor.objectUnlessNull()) {
            while (cursor.nextEntry()) {
                if (!cursor.isNull()) {
                    String topic = cursor.name();
                    draft.add(topic, TopicQueueMapping.read(cursor, Optional.of(topic), Optional.empty()));
                }
            }
        }
    }

    /** Writes the members that a name server reads, in the order of a 5.5.0 broker. */
    static void write(RegistrationBody body, JsonWriter json) {
        json.startObject();
        json.name("filterServerList");
        writeFilterServers(body, json);
        json.name("topicConfigSerializeWrapper").startObject();
        json.name("dataVersion");
        body.dataVersion().ifPresentOrElse(version -> version.writeTo(json), json::nullValue);
        json.name("topicConfigTable").startObject();
        for (TopicConfig topic : body.topics()) {
            json.name(topic.topic());
            topic.writeTo(json);
        }
        json.endObject();
        json.name("topicQueueMappingDetailMap").startObject();
        json.endObject();
        json.name("topicQueueMappingInfoMap").startObject();
        body.mappings().forEach((topic, mapping) -> {
            json.name(topic);
            mapping.writeTo(json);
        });
        json.endObject();
        json.endObject();
        json.endObject();
    }

    static void writeFilterServers(RegistrationBody body, JsonWriter json) {
        body.filterServers()
                .ifPresentOrElse(
                        servers -> {
                            json.startArray();
                            servers.forEach(json::value);
                            json.endArray();
                        },
                        json::nullValue);
    }
}
