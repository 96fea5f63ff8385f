package io.lodestar.interop.differential;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One topic of a registration.
 *
 * @param sparse whether members that have their default value are left out of JSON
 */
public record Topic(String name, int readQueues, int writeQueues, int permission, int systemFlag, boolean sparse) {
    private static final int DEFAULT_QUEUES = 16;
    private static final int READ_WRITE = 6;

    Map<String, Object> tree() {
        Map<String, Object> members = new LinkedHashMap<>();
        put(members, "perm", permission, READ_WRITE);
        put(members, "readQueueNums", readQueues, DEFAULT_QUEUES);
        members.put("topicName", name);
        put(members, "topicSysFlag", systemFlag, 0);
        put(members, "writeQueueNums", writeQueues, DEFAULT_QUEUES);
        if (!sparse) {
            members.put("attributes", Map.of("message.type", "FIFO"));
            members.put("order", false);
            members.put("topicFilterType", "SINGLE_TAG");
        }
        return members;
    }

    Topic withoutFlags() {
        return new Topic(name, readQueues, writeQueues, permission, 0, sparse);
    }

    private void put(Map<String, Object> members, String name, int value, int defaultValue) {
        if (!sparse || value != defaultValue) {
            members.put(name, value);
        }
    }

    /** Returns the line that stands for this topic in a compressed body. */
    String line(boolean withAttributes) {
        return name + " " + readQueues + " " + writeQueues + " " + permission + " SINGLE_TAG"
                + (withAttributes ? " {\"message.type\":\"FIFO\"}" : "");
    }
}
