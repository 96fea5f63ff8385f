package io.lodestar.protocol.body;

import io.lodestar.protocol.MalformedBodyException;
import io.lodestar.protocol.NameRule;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the topic table of a registration. Entries that differ from a recent one by their name only are compared with it instead of being
 * parsed (decision 12). Confined to one thread.
 */
final class TopicEntries {
    private final JsonCursor cursor;
    private final NameRule names;
    private final EntryTemplates templates;
    private final Map<TopicSettings, TopicSettings> known = new HashMap<>();

    private long nameOffset;

    TopicEntries(JsonCursor cursor) {
        this.cursor = cursor;
        var limits = cursor.limits();
        this.names = limits.names();
        this.templates = new EntryTemplates(Math.min(limits.maxTextLength(), names.maxLength()));
    }

    /** Reads all entries of the table, which was entered. */
    void readInto(RegistrationDraft draft) {
        while (true) {
            if (cursor.nextAlike(templates)) {
                draft.add(new TopicConfig(templates.name(), templates.settings()));
            } else if (cursor.nextMember()) {
                draft.add(read());
            } else {
                return;
            }
        }
    }

    private TopicConfig read() {
        long from = cursor.memberOffset();
        TopicConfig config = parse();
        if (templates.isCurious()) {
            byte[] entry = cursor.bytes(from, cursor.offset(), EntryTemplates.MAX_ENTRY_BYTES);
            templates.learn(config, entry, (int) (nameOffset - from));
        }
        return config;
    }

    private TopicConfig parse() {
        Optional<String> topic = Optional.empty();
        int readQueueNums = TopicSettings.DEFAULT.readQueueNums();
        int writeQueueNums = TopicSettings.DEFAULT.writeQueueNums();
        int permission = TopicSettings.DEFAULT.permission();
        int systemFlag = TopicSettings.DEFAULT.systemFlag();
        boolean order = TopicSettings.DEFAULT.order();
        cursor.object();
        while (cursor.nextMember()) {
            switch (cursor.name()) {
                case "topicName" -> {
                    nameOffset = cursor.valueOffset();
                    topic = cursor.text();
                }
                case "readQueueNums" -> readQueueNums = cursor.int32();
                case "writeQueueNums" -> writeQueueNums = cursor.int32();
                case "perm" -> permission = cursor.int32();
                case "topicSysFlag" -> systemFlag = cursor.int32();
                case "order" -> order = cursor.truth();
                default -> cursor.skip();
            }
        }
        var settings = new TopicSettings(readQueueNums, writeQueueNums, permission, systemFlag, order);
        // the key is not the name: the original would register such a broker by half
        String name = topic.orElseThrow(() -> new MalformedBodyException("topic config has no topicName"));
        return new TopicConfig(names.checked("topic", name), known.computeIfAbsent(settings, unseen -> settings));
    }
}
