package io.lodestar.cli;

import io.lodestar.client.BrokerGroup;
import io.lodestar.client.QueueMapping;
import io.lodestar.client.TopicQueues;
import io.lodestar.client.TopicRoute;
import io.lodestar.client.admin.BrokerStatus;
import io.lodestar.client.admin.Event;
import io.lodestar.client.admin.ServerStatus;
import io.lodestar.client.admin.TopicExplanation;
import java.util.LinkedHashMap;

/** The JSON of what the client library returns. The names are published in docs/cli.md, and stay. */
final class Shapes {
    private Shapes() {}

    static Json route(TopicRoute route) {
        var mappings = new LinkedHashMap<String, Json>();
        route.mappings().forEach((broker, mapping) -> mappings.put(broker, mapping(mapping)));
        return Json.object()
                .with("topic", route.topic())
                .with("routed", true)
                .with("brokers", Json.all(route.groups(), Shapes::group))
                .with("queues", Json.all(route.queues(), Shapes::queues))
                .with("orderConfig", route.orderConfig())
                .with("mappings", mappings)
                .with("filterServers", route.filterServers());
    }

    static Json group(BrokerGroup group) {
        return Json.object()
                .with("cluster", group.cluster())
                .with("broker", group.brokerName())
                .with("addresses", group.addresses())
                .with("zone", group.zone())
                .with("actingMaster", group.actingMaster());
    }

    private static Json queues(TopicQueues queues) {
        return Json.object()
                .with("broker", queues.brokerName())
                .with("readQueues", queues.readQueues())
                .with("writeQueues", queues.writeQueues())
                .with("permission", queues.permission())
                .with("systemFlag", queues.systemFlag());
    }

    private static Json mapping(QueueMapping mapping) {
        return Json.object()
                .with("scope", mapping.scope())
                .with("totalQueues", mapping.totalQueues())
                .with("epoch", mapping.epoch())
                .with("queueIds", mapping.queueIds());
    }

    static Json broker(BrokerStatus broker) {
        var lease = broker.lease();
        return Json.object()
                .with("cluster", broker.cluster())
                .with("broker", broker.brokerName())
                .with("id", broker.brokerId())
                .with("role", broker.role())
                .with("address", broker.address())
                .with("haAddress", broker.haAddress())
                .with("connection", broker.connection())
                .with("topics", broker.topics())
                .with("drained", broker.drained())
                .with("ageMillis", lease.age())
                .with("lastReport", lease.lastReport())
                .with("silentMillis", lease.silence())
                .with("leaseMillis", lease.length())
                .with("leaseLeftMillis", lease.left())
                .with("dataVersion", broker.version().map(Shapes::version));
    }

    private static Json version(BrokerStatus.Version version) {
        return Json.object()
                .with("stateVersion", version.stateVersion())
                .with("timestampMillis", version.timestampMillis())
                .with("counter", version.counter());
    }

    static Json explanation(TopicExplanation explanation) {
        return Json.object()
                .with("topic", explanation.topic())
                .with("routed", explanation.routed())
                .with("reasons", explanation.reasons())
                .with("brokers", Json.all(explanation.groups(), Shapes::explainedGroup))
                .with("orderConfig", explanation.orderConfig())
                .with("events", Json.all(explanation.events(), Shapes::event));
    }

    private static Json explainedGroup(TopicExplanation.Group group) {
        return Json.object()
                .with("cluster", group.cluster())
                .with("broker", group.brokerName())
                .with("readQueues", group.readQueues())
                .with("writeQueues", group.writeQueues())
                .with("registeredPermission", group.registeredPermission())
                .with("answeredPermission", group.answeredPermission())
                .with("master", group.master())
                .with("actingMaster", group.actingMaster())
                .with("zone", group.zone())
                .with("reasons", group.reasons());
    }

    static Json event(Event event) {
        return Json.object()
                .with("number", event.number())
                .with("time", event.time())
                .with("kind", event.kind())
                .with("cluster", event.cluster())
                .with("broker", event.brokerName())
                .with("topics", event.topics())
                .with("detail", event.detail())
                .with("by", event.by())
                .with("account", event.account());
    }

    static Json status(ServerStatus status) {
        var counts = status.counts();
        return Json.object()
                .with("version", status.version())
                .with("epoch", status.epoch())
                .with("started", status.started())
                .with("topics", counts.topics())
                .with("brokerGroups", counts.brokerGroups())
                .with("brokers", counts.brokers())
                .with("connections", counts.connections())
                .with("watchers", counts.watchers())
                .with("watchedTopics", counts.watchedTopics())
                .with("kvNamespaces", status.kvNamespaces());
    }
}
