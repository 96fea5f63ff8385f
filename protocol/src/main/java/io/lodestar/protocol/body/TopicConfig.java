package io.lodestar.protocol.body;

import io.lodestar.protocol.json.JsonWriter;

/**
 * One topic as a broker registers it (protocol 3.4). Its filter type and attributes mean nothing to a name server and
 * are skipped.
 */
public record TopicConfig(String topic, TopicSettings settings) {
    /** Returns a topic with the numbers that the wire assumes for members that are left out. */
    public static TopicConfig withDefaults(String topic) {
        return new TopicConfig(topic, TopicSettings.DEFAULT);
    }

    void writeTo(JsonWriter json) {
        json.startObject();
        json.name("attributes").startObject();
        json.endObject();
        json.name("order").value(settings.order());
        json.name("perm").value(settings.permission());
        json.name("readQueueNums").value(settings.readQueueNums());
        json.name("topicFilterType").value("SINGLE_TAG");
        json.name("topicName").value(topic);
        json.name("topicSysFlag").value(settings.systemFlag());
        json.name("writeQueueNums").value(settings.writeQueueNums());
        json.endObject();
    }
}
