package io.lodestar.protocol.body;

import io.lodestar.protocol.MalformedBodyException;
import io.lodestar.protocol.Release;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Reads a registration from a zlib stream (protocol 4.2). Immutable.
 *
 * <pre>
 *  +--------+-------------------+
 *  | length | DataVersion, JSON |
 *  +--------+-------------------+    one per topic
 *  | topics |     +--------+------------------------------------------------------+
 *  +--------+     | length | name read-queues write-queues permission filter-type |
 *  +--------+-----+--------+------------------------------------------------------+
 *  | length | filter servers, JSON |
 *  +--------+----------------------+ from 5.0.0 on; one per mapping
 *  | mappings |   +--------+----------------------------+
 *  +----------+   | length | static-topic mapping, JSON |
 *                 +--------+----------------------------+
 * </pre>
 */
final class RegistrationInflater {
    private final JsonSource json;
    private final BodyLimits limits;

    RegistrationInflater(JsonSource json, BodyLimits limits) {
        this.json = json;
        this.limits = limits;
    }

    void read(ByteBuf body, int senderVersion, RegistrationDraft draft, long nowMillis) {
        try (var sections = new InflatedSections(body, limits)) {
            draft.dataVersion(dataVersion(sections.text("data version"), nowMillis));
            int topics = sections.count("topics");
            limits.checkTopics(topics);
            var lines = new TopicLines(limits.names());
            for (int i = 0; i < topics; i++) {
                int length = sections.section("topic");
                draft.add(lines.read(sections.block(), length));
            }
            draft.filterServers(filterServers(sections.text("filter server list")));
            if (senderVersion >= Release.V5_0_0) {
                readMappings(sections, draft);
            }
            // a later release may append a section, as 5.0.0 did; the name servers of its day ignored it
            sections.finish();
        } catch (IOException noStream) {
            throw new MalformedBodyException("compressed body is no zlib stream: " + noStream.getMessage(), noStream);
        }
    }

    private void readMappings(InflatedSections sections, RegistrationDraft draft) throws IOException {
        int mappings = sections.count("mappings");
        limits.checkEntries(mappings);
        for (int i = 0; i < mappings; i++) {
            TopicQueueMapping mapping = json.read(
                    sections.text("static-topic mapping"),
                    cursor -> TopicQueueMapping.read(cursor, Optional.empty(), Optional.empty()));
            draft.add(mapping.topic(), mapping);
        }
    }

    private Optional<DataVersion> dataVersion(String text, long nowMillis) {
        return text.isEmpty()
                ? Optional.empty()
                : json.read(text, cursor -> DataVersion.readNullable(cursor, nowMillis));
    }

    private Optional<List<String>> filterServers(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return json.read(text, cursor -> cursor.isNull() ? Optional.empty() : Optional.of(cursor.texts()));
        } catch (MalformedBodyException unreadable) {
            return Optional.of(List.of()); // the original goes on without them, and so the topics are not lost
        }
    }
}
