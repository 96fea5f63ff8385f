package io.lodestar.protocol.body;

import io.lodestar.protocol.MalformedBodyException;
import io.lodestar.protocol.json.JsonWriter;
import java.util.Optional;

/**
 * One topic as a broker registers it (protocol 3.4). Its filter type and attributes mean nothing to a name server and
 * are skipped.
 *
 * @param permission bits: 4 readable, 2 writable, 1 inherited
 * @param systemFlag bits: 1 unit, 2 has unit subscription
 * @param order whether the topic is ordered
 */
public record TopicConfig(
        String topic, int readQueueNums, int writeQueueNums, int permission, int systemFlag, boolean order) {
    private static final int DEFAULT_QUEUE_NUMS = 16;
    private static final int DEFAULT_PERMISSION = 6;

    /** Returns a topic with the numbers that the wire assumes for members that are left out. */
    public static TopicConfig withDefaults(String topic) {
        return new TopicConfig(topic, DEFAULT_QUEUE_NUMS, DEFAULT_QUEUE_NUMS, DEFAULT_PERMISSION, 0, false);
    }

    static TopicConfig read(JsonCursor cursor) {
        Optional<String> topic = Optional.empty();
        int readQueueNums = DEFAULT_QUEUE_NUMS;
        int writeQueueNums = DEFAULT_QUEUE_NUMS;
        int permission = DEFAULT_PERMISSION;
        int systemFlag = 0;
        boolean order = false;
        cursor.object();
        while (cursor.nextMember()) {
            switch (cursor.name()) {
                case "topicName" -> topic = cursor.text();
                case "readQueueNums" -> readQueueNums = cursor.int32();
                case "writeQueueNums" -> writeQueueNums = cursor.int32();
                case "perm" -> permission = cursor.int32();
                case "topicSysFlag" -> systemFlag = cursor.int32();
                case "order" -> order = cursor.truth();
                default -> cursor.skip();
            }
        }
        return new TopicConfig(
                // the key is not the name: the original would register such a broker by half
                topic.orElseThrow(() -> new MalformedBodyException("topic config has no topicName")),
                readQueueNums,
                writeQueueNums,
                permission,
                systemFlag,
                order);
    }

    void writeTo(JsonWriter json) {
        json.startObject();
        json.name("attributes").startObject();
        json.endObject();
        json.name("order").value(order);
        json.name("perm").value(permission);
        json.name("readQueueNums").value(readQueueNums);
        json.name("topicFilterType").value("SINGLE_TAG");
        json.name("topicName").value(topic);
        json.name("topicSysFlag").value(systemFlag);
        json.name("writeQueueNums").value(writeQueueNums);
        json.endObject();
    }
}
