package io.lodestar.protocol.body;

import io.lodestar.protocol.json.JsonWriter;

/** A broker name whose write permission is withheld, whether it is known now or not. */
public record DrainEntry(String cluster, String brokerName) {
    static DrainEntry read(JsonCursor cursor) {
        String cluster = "";
        String brokerName = "";
        cursor.object();
        while (cursor.nextMember()) {
            switch (cursor.name()) {
                case "cluster" -> cluster = cursor.text().orElse("");
                case "brokerName" -> brokerName = cursor.text().orElse("");
                default -> cursor.skip();
            }
        }
        return new DrainEntry(cluster, brokerName);
    }

    void writeTo(JsonWriter json) {
        json.startObject();
        json.name("cluster").value(cluster);
        json.name("brokerName").value(brokerName);
        json.endObject();
    }
}
