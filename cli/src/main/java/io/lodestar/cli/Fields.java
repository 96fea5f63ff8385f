package io.lodestar.cli;

import io.lodestar.client.BrokerGroup;
import io.lodestar.client.TopicRoute;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a thing consists of, field by field, so that two of its kind can be compared. */
final class Fields {
    private static final String PRESENT = "present";

    private final SortedMap<Field, String> values = new TreeMap<>();

    private Fields() {
        values.put(Field.PRESENCE, PRESENT);
    }

    /** Returns the fields of a route. */
    static SortedMap<Field, String> of(TopicRoute route) {
        var fields = new Fields();
        route.groups().forEach(group -> {
            fields.put(group.brokerName(), "", PRESENT);
            fields.addGroup(group.brokerName(), group);
        });
        for (var queues : route.queues()) {
            fields.put(
                    queues.brokerName(), "queues", queues.readQueues() + " read, " + queues.writeQueues() + " write");
            fields.put(queues.brokerName(), "permission", Text.permission(queues.permission()));
            fields.put(queues.brokerName(), "systemFlag", Integer.toString(queues.systemFlag()));
        }
        route.orderConfig().ifPresent(order -> fields.put("", "orderConfig", order));
        route.mappings()
                .forEach((broker, mapping) -> fields.put(
                        broker,
                        "mapping",
                        mapping.queueIds() + " of " + mapping.totalQueues() + ", epoch " + mapping.epoch()));
        route.filterServers()
                .forEach((address, servers) -> fields.put("", "filterServers " + address, servers.toString()));
        return fields.values;
    }

    /** Returns the fields of a broker group. */
    static SortedMap<Field, String> of(BrokerGroup group) {
        var fields = new Fields();
        fields.addGroup("", group);
        return fields.values;
    }

    private void addGroup(String part, BrokerGroup group) {
        put(part, "cluster", group.cluster());
        group.addresses().forEach((id, address) -> put(part, "address " + id, address));
        group.zone().ifPresent(zone -> put(part, "zone", zone));
        put(part, "actingMaster", Boolean.toString(group.actingMaster()));
    }

    private void put(String part, String name, String value) {
        values.put(new Field(part, name), value);
    }
}
