package io.lodestar.protocol.body;

import io.lodestar.protocol.json.JsonWriter;

/**
 * The queues of a topic on one broker group (protocol 3.6).
 *
 * @param brokerName empty when the wire names none, which is the name of no broker
 * @param permission bits: 4 readable, 2 writable, 1 inherited
 * @param systemFlag bits: 1 unit, 2 has unit subscription
 */
public record QueueEntry(String brokerName, int readQueueNums, int writeQueueNums, int permission, int systemFlag) {
    static QueueEntry read(JsonCursor cursor) {
        String brokerName = "";
        int readQueueNums = 0;
        int writeQueueNums = 0;
        int permission = 0;
        int systemFlag = 0;
        cursor.object();
        while (cursor.nextMember()) {
            switch (cursor.name()) {
                case "brokerName" -> brokerName = cursor.text().orElse("");
                case "readQueueNums" -> readQueueNums = cursor.int32();
                case "writeQueueNums" -> writeQueueNums = cursor.int32();
                case "perm" -> permission = cursor.int32();
                case "topicSysFlag" -> systemFlag = cursor.int32();
                default -> cursor.skip();
            }
        }
        return new QueueEntry(brokerName, readQueueNums, writeQueueNums, permission, systemFlag);
    }

    void writeTo(JsonWriter json) {
        json.startObject();
        json.name("brokerName").value(brokerName);
        json.name("perm").value(permission);
        json.name("readQueueNums").value(readQueueNums);
        json.name("topicSysFlag").value(systemFlag);
        json.name("writeQueueNums").value(writeQueueNums);
        json.endObject();
    }
}
