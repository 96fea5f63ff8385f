package io.lodestar.interop.differential;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Takes away what a run has left on a server, and proves that nothing is left. */
final class Cleaning {
    private static final int UNREGISTER_BROKER = 104;
    private static final int DELETE_KV = 102;
    private static final int LIST_KV = 219;
    private static final int SYSTEM_TOPICS = 304;
    private static final int ALL_TOPICS = 206;
    private static final int ADD_WRITE_PERMISSION = 327;
    private static final int UPDATE_CONFIG = 318;
    private static final int ENOUGH_ROUNDS = 4;
    private static final String DEFAULT_SWITCHES = String.join(
            "\n",
            "orderMessageEnable=false",
            "supportActingMaster=false",
            "enableTopicList=true",
            "enableAllTopicList=true",
            "returnOrderTopicConfigToBroker=true",
            "notifyMinBrokerIdChanged=false",
            "deleteTopicWithBrokerRegistration=false",
            "needWaitForService=false",
            "waitSecondsForService=45");

    private Cleaning() {}

    static void clean(Server server, Names names, boolean switches) {
        if (switches) {
            server.ask(Cluster.LINE, Request.of(UPDATE_CONFIG).withBody(DEFAULT_SWITCHES));
        }
        names.brokers()
                .forEach(broker -> server.ask(Cluster.LINE, Request.of(ADD_WRITE_PERMISSION, "brokerName", broker)));
        Cluster cluster = Cluster.of(server);
        for (int round = 0; round < ENOUGH_ROUNDS && !cluster.isEmpty(); round++) {
            unregisterAll(server, cluster);
            cluster = Cluster.of(server);
        }
        for (String namespace : names.namespaces()) {
            body(server, Request.of(LIST_KV, "namespace", namespace))
                    .path("table")
                    .fieldNames()
                    .forEachRemaining(
                            key -> server.ask(Cluster.LINE, Request.of(DELETE_KV, "namespace", namespace, "key", key)));
        }
        assertEmpty(server, cluster);
    }

    private static void unregisterAll(Server server, Cluster cluster) {
        for (Map.Entry<String, Cluster.Group> group : cluster.groups().entrySet()) {
            group.getValue()
                    .addresses()
                    .forEach((id, address) -> cluster.clusters().keySet().forEach(name -> {
                        BrokerKey broker = new BrokerKey(name, group.getKey(), id, address);
                        server.ask(Cluster.LINE, broker.identify(Request.of(UNREGISTER_BROKER)));
                    }));
        }
        Settling.afterUnregistration(server);
        cluster.clusters()
                .forEach((name, brokers) -> brokers.forEach(broker -> {
                    if (!Cluster.of(server).groups().isEmpty()
                            || !Cluster.of(server).clusters().isEmpty()) {
                        Reconciliation.exorcise(server, name, broker);
                    }
                }));
    }

    private static void assertEmpty(Server server, Cluster cluster) {
        List<String> left = new ArrayList<>();
        if (!cluster.isEmpty()) {
            left.add(cluster.toString());
        }
        for (int code : List.of(ALL_TOPICS, SYSTEM_TOPICS)) {
            JsonNode body = body(server, Request.of(code));
            if (!body.path("topicList").isEmpty() || body.has("brokerAddr")) {
                left.add(code + ": " + body);
            }
        }
        JsonNode order = body(server, Request.of(LIST_KV, "namespace", Names.ORDER_NAMESPACE));
        if (!order.path("table").isEmpty()) {
            left.add("order configuration " + order);
        }
        if (!left.isEmpty()) {
            throw new AssertionError("a run leaks into the next: " + server.name() + " still knows " + left);
        }
    }

    private static JsonNode body(Server server, Request request) {
        String text = new String(server.ask(Cluster.LINE, request).body(), StandardCharsets.UTF_8);
        return Json.legacy(text).orElse(Json.object());
    }
}
