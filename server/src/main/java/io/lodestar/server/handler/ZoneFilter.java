package io.lodestar.server.handler;

import io.lodestar.protocol.body.BrokerEntry;
import io.lodestar.protocol.body.RouteBody;
import io.lodestar.registry.Member;
import java.util.HashSet;
import java.util.TreeMap;

/** Keeps of a route what a client in one zone is to use (protocol 4.6). */
record ZoneFilter(String zone) {
    /**
     * Returns the route without the brokers of other zones, but with those of any zone whose master is down. Where nothing would be left,
     * the whole route: a far broker is better than none (report 1.42).
     */
    RouteBody apply(RouteBody route) {
        var kept = route.brokers().stream().filter(this::keeps).toList();
        if (kept.isEmpty()) {
            return route;
        }
        var names = new HashSet<String>();
        kept.forEach(broker -> names.add(broker.brokerName()));
        var queues = route.queues().stream()
                .filter(queue -> names.contains(queue.brokerName()))
                .toList();
        var filterServers = new TreeMap<>(route.filterServers());
        route.brokers().stream()
                .filter(broker -> !keeps(broker))
                .forEach(broker ->
                        filterServers.keySet().removeAll(broker.addresses().values()));
        return new RouteBody(kept, queues, filterServers, route.orderTopicConf(), route.mappings());
    }

    private boolean keeps(BrokerEntry broker) {
        boolean masterDown = !broker.addresses().containsKey(Member.MASTER);
        return masterDown || broker.zoneName().filter(zone::equalsIgnoreCase).isPresent();
    }
}
