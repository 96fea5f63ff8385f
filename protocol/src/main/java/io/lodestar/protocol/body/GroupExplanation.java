package io.lodestar.protocol.body;

import io.lodestar.protocol.json.JsonWriter;
import java.util.List;
import java.util.Optional;

/**
 * What one broker group adds to the route of a topic, and why (code 24004).
 *
 * @param registered the queues as the group's brokers registered them
 * @param answeredPermission the permission as routes show it: bits 4 readable, 2 writable, 1 inherited
 * @param master the address of its master; empty when it has none now
 * @param actingMaster the address of the slave that is shown as its master; empty when none is
 * @param zone where the group stands; empty when it does not say
 * @param reasons why the group is shown as it is, each a clause without a full stop; empty when there is nothing to say
 */
public record GroupExplanation(
        String cluster,
        QueueEntry registered,
        int answeredPermission,
        Optional<String> master,
        Optional<String> actingMaster,
        Optional<String> zone,
        List<String> reasons) {
    private static final QueueEntry NO_QUEUES = new QueueEntry("", 0, 0, 0, 0);

    /** Copies the list. */
    public GroupExplanation {
        reasons = List.copyOf(reasons);
    }

    static GroupExplanation read(JsonCursor cursor) {
        String cluster = "";
        var registered = NO_QUEUES;
        int answeredPermission = 0;
        Optional<String> master = Optional.empty();
        Optional<String> actingMaster = Optional.empty();
        Optional<String> zone = Optional.empty();
        List<String> reasons = List.of();
        cursor.object();
        while (cursor.nextMember()) {
            switch (cursor.name()) {
                case "cluster" -> cluster = cursor.text().orElse("");
                case "registered" -> registered = QueueEntry.read(cursor);
                case "answeredPermission" -> answeredPermission = cursor.int32();
                case "master" -> master = cursor.text();
                case "actingMaster" -> actingMaster = cursor.text();
                case "zone" -> zone = cursor.text();
                case "reasons" -> reasons = cursor.texts();
                default -> cursor.skip();
            }
        }
        return new GroupExplanation(cluster, registered, answeredPermission, master, actingMaster, zone, reasons);
    }

    void writeTo(JsonWriter json) {
        json.startObject();
        json.name("cluster").value(cluster);
        json.name("registered");
        registered.writeTo(json);
        json.name("answeredPermission").value(answeredPermission);
        Members.text(json, "master", master);
        Members.text(json, "actingMaster", actingMaster);
        Members.text(json, "zone", zone);
        Members.texts(json, "reasons", reasons);
        json.endObject();
    }
}
