package io.lodestar.client.remote;

import io.lodestar.client.BrokerGroup;
import io.lodestar.client.QueueMapping;
import io.lodestar.client.TopicQueues;
import io.lodestar.client.TopicRoute;
import io.lodestar.protocol.body.BrokerEntry;
import io.lodestar.protocol.body.QueueEntry;
import io.lodestar.protocol.body.RouteBody;
import io.lodestar.protocol.body.TopicQueueMapping;
import java.util.TreeMap;

/** Turns routes of the wire into those of this library. */
public final class Routes {
    private Routes() {}

    /** Returns the route of a topic. */
    public static TopicRoute of(String topic, RouteBody body) {
        var mappings = new TreeMap<String, QueueMapping>();
        body.mappings().forEach((brokerName, mapping) -> mappings.put(brokerName, mapping(mapping)));
        return new TopicRoute(
                topic,
                body.brokers().stream().map(Routes::group).toList(),
                body.queues().stream().map(Routes::queues).toList(),
                body.orderTopicConf(),
                mappings,
                body.filterServers());
    }

    /** Returns a broker group. */
    public static BrokerGroup group(BrokerEntry entry) {
        return new BrokerGroup(
                entry.cluster(), entry.brokerName(), entry.addresses(), entry.zoneName(), entry.enableActingMaster());
    }

    private static TopicQueues queues(QueueEntry entry) {
        return new TopicQueues(
                entry.brokerName(),
                entry.readQueueNums(),
                entry.writeQueueNums(),
                entry.permission(),
                entry.systemFlag());
    }

    private static QueueMapping mapping(TopicQueueMapping mapping) {
        return new QueueMapping(mapping.scope(), mapping.totalQueues(), mapping.epoch(), mapping.currentIds());
    }
}
