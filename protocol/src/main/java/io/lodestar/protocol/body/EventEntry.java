package io.lodestar.protocol.body;

import io.lodestar.protocol.json.JsonWriter;
import java.util.List;
import java.util.Optional;

/**
 * One entry of the journal (code 24005).
 *
 * @param number greater by one than that of the entry before, across restarts
 * @param timeMillis when it happened, in milliseconds since 1970
 * @param kind what sort of thing happened; a newer name server may know more kinds
 * @param cluster the cluster it happened in, if in one
 * @param brokerName the broker group it happened to, if to one
 * @param topics the topics it happened to
 * @param detail what else is to be said, in words; may be empty
 * @param by the address of whoever asked for it, if somebody did
 * @param account the account that whoever asked for it has proved to be, if any
 */
public record EventEntry(
        long number,
        long timeMillis,
        String kind,
        Optional<String> cluster,
        Optional<String> brokerName,
        List<String> topics,
        String detail,
        Optional<String> by,
        Optional<String> account) {
    /** Copies the list. */
    public EventEntry {
        topics = List.copyOf(topics);
    }

    static EventEntry read(JsonCursor cursor) {
        long number = 0;
        long timeMillis = 0;
        String kind = "";
        Optional<String> cluster = Optional.empty();
        Optional<String> brokerName = Optional.empty();
        List<String> topics = List.of();
        String detail = "";
        Optional<String> by = Optional.empty();
        Optional<String> account = Optional.empty();
        cursor.object();
        while (cursor.nextMember()) {
            switch (cursor.name()) {
                case "number" -> number = cursor.int64();
                case "timeMillis" -> timeMillis = cursor.int64();
                case "kind" -> kind = cursor.text().orElse("");
                case "cluster" -> cluster = cursor.text();
                case "brokerName" -> brokerName = cursor.text();
                case "topics" -> topics = cursor.texts();
                case "detail" -> detail = cursor.text().orElse("");
                case "by" -> by = cursor.text();
                case "account" -> account = cursor.text();
                default -> cursor.skip();
            }
        }
        return new EventEntry(number, timeMillis, kind, cluster, brokerName, topics, detail, by, account);
    }

    void writeTo(JsonWriter json) {
        json.startObject();
        json.name("number").value(number);
        json.name("timeMillis").value(timeMillis);
        json.name("kind").value(kind);
        Members.text(json, "cluster", cluster);
        Members.text(json, "brokerName", brokerName);
        Members.texts(json, "topics", topics);
        json.name("detail").value(detail);
        Members.text(json, "by", by);
        Members.text(json, "account", account);
        json.endObject();
    }
}
