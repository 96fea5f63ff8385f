package io.lodestar.interop.truth;

import com.fasterxml.jackson.databind.JsonNode;
import io.lodestar.interop.differential.Json;
import java.util.Map;
import java.util.TreeMap;

/** What one answer says of a topic; nothing when it says that there is no route. */
record RouteView(JsonNode tree) {
    static RouteView of(String body) {
        return new RouteView(Json.legacy(body).orElseGet(() -> Json.legacy("{}").orElseThrow()));
    }

    /** All addresses, by broker name and id as {@code NAME-ID}. */
    Map<String, String> addresses() {
        var addresses = new TreeMap<String, String>();
        for (var group : tree.path("brokerDatas")) {
            for (var member : group.path("brokerAddrs").properties()) {
                addresses.put(
                        group.path("brokerName").asText() + "-" + member.getKey(),
                        member.getValue().asText());
            }
        }
        return addresses;
    }

    /** The permission of each broker name. */
    Map<String, Integer> permissions() {
        return queues("perm");
    }

    /** The number of queues to write to of each broker name. */
    Map<String, Integer> queues() {
        return queues("writeQueueNums");
    }

    private Map<String, Integer> queues(String member) {
        var values = new TreeMap<String, Integer>();
        for (var queue : tree.path("queueDatas")) {
            values.put(queue.path("brokerName").asText(), queue.path(member).asInt());
        }
        return values;
    }

    @Override
    public String toString() {
        return permissions() + " at " + addresses();
    }
}
