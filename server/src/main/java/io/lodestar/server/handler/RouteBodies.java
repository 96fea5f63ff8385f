package io.lodestar.server.handler;

import io.lodestar.protocol.body.BrokerEntry;
import io.lodestar.protocol.body.QueueEntry;
import io.lodestar.protocol.body.RouteBody;
import io.lodestar.protocol.body.TopicQueueMapping;
import io.lodestar.registry.BrokerGroup;
import io.lodestar.registry.BrokerQueues;
import io.lodestar.registry.Member;
import io.lodestar.registry.StaticMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Translates what the registry knows of routes into what the wire says of them. */
final class RouteBodies {
    private RouteBodies() {}

    /**
     * Returns the body of a route.
     *
     * @param actingMaster whether the slave with the smallest id is shown as the master of a group that lost its own (protocol 4.5)
     */
    static RouteBody route(List<BrokerQueues> brokers, boolean actingMaster) {
        var entries = new ArrayList<BrokerEntry>(brokers.size());
        var queues = new ArrayList<QueueEntry>(brokers.size());
        var filterServers = new TreeMap<String, List<String>>();
        for (var broker : brokers) {
            var group = broker.group();
            entries.add(entry(group, actingMaster ? actingAddresses(group) : addresses(group)));
            queues.add(queues(broker));
            for (var member : group.members().values()) {
                if (!member.filterServers().isEmpty()) {
                    filterServers.put(member.address(), member.filterServers());
                }
            }
        }
        return new RouteBody(entries, queues, filterServers, Optional.empty(), new TreeMap<>());
    }

    static BrokerEntry entry(BrokerGroup group, SortedMap<Long, String> addresses) {
        var zone = Optional.of(group.zone()).filter(name -> !name.isEmpty());
        return new BrokerEntry(group.cluster(), group.name(), addresses, zone, group.actingMaster());
    }

    static SortedMap<Long, String> addresses(BrokerGroup group) {
        var addresses = new TreeMap<Long, String>();
        group.members().forEach((brokerId, member) -> addresses.put(brokerId, member.address()));
        return addresses;
    }

    private static SortedMap<Long, String> actingAddresses(BrokerGroup group) {
        var addresses = addresses(group);
        if (group.actingMaster() && group.master().isEmpty()) {
            group.smallest().ifPresent(acting -> addresses.put(Member.MASTER, addresses.remove(acting.brokerId())));
        }
        return addresses;
    }

    private static QueueEntry queues(BrokerQueues broker) {
        var answered = broker.answered();
        return new QueueEntry(
                broker.group().name(), answered.read(), answered.write(), answered.permission(), answered.systemFlag());
    }

    static SortedMap<String, TopicQueueMapping> mappings(SortedMap<String, StaticMapping> mappings) {
        var translated = new TreeMap<String, TopicQueueMapping>();
        mappings.forEach((brokerName, mapping) -> translated.put(
                brokerName,
                new TopicQueueMapping(
                        mapping.topic(),
                        mapping.brokerName(),
                        mapping.scope(),
                        mapping.totalQueues(),
                        mapping.epoch(),
                        mapping.dirty(),
                        mapping.currentIds())));
        return translated;
    }
}
