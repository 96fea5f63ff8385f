package io.lodestar.client.admin;

import io.lodestar.client.BrokerGroup;
import io.lodestar.client.remote.Routes;
import io.lodestar.protocol.body.BrokerState;
import io.lodestar.protocol.body.BrokerStatesBody;
import io.lodestar.protocol.body.ClusterInfoBody;
import io.lodestar.protocol.body.DataVersion;
import io.lodestar.protocol.body.EventEntry;
import io.lodestar.protocol.body.EventsBody;
import io.lodestar.protocol.body.ExplanationBody;
import io.lodestar.protocol.body.GroupExplanation;
import io.lodestar.protocol.body.ServerStateBody;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;

/** Turns what the wire says into what this package says. */
final class Bodies {
    private Bodies() {}

    static ClusterOverview clusters(ClusterInfoBody body) {
        var groups = new TreeMap<String, BrokerGroup>();
        body.brokers().forEach((name, entry) -> groups.put(name, Routes.group(entry)));
        return new ClusterOverview(body.clusters(), groups);
    }

    static BrokerOverview brokers(BrokerStatesBody body) {
        return new BrokerOverview(
                body.brokers().stream().map(Bodies::broker).toList(),
                body.drains().stream()
                        .map(drain -> new BrokerOverview.Drain(drain.cluster(), drain.brokerName()))
                        .toList());
    }

    private static BrokerStatus broker(BrokerState state) {
        return new BrokerStatus(
                state.cluster(),
                state.brokerName(),
                state.brokerId(),
                state.address(),
                state.haAddress(),
                BrokerRole.of(state.role()),
                lease(state.lease()),
                state.connection(),
                state.topics(),
                state.version().map(Bodies::version),
                state.drained());
    }

    private static BrokerStatus.Lease lease(BrokerState.Lease lease) {
        return new BrokerStatus.Lease(
                Duration.ofMillis(lease.ageMillis()),
                lease.lastReport(),
                Duration.ofMillis(lease.silentMillis()),
                Duration.ofMillis(lease.lengthMillis()),
                Duration.ofMillis(lease.leftMillis()));
    }

    private static BrokerStatus.Version version(DataVersion version) {
        return new BrokerStatus.Version(version.stateVersion(), version.timestamp(), version.counter());
    }

    static TopicExplanation explanation(ExplanationBody body) {
        return new TopicExplanation(
                body.topic(),
                body.routed(),
                body.reasons(),
                body.groups().stream().map(Bodies::group).toList(),
                body.orderConfig(),
                body.events().stream().map(Bodies::event).toList());
    }

    private static TopicExplanation.Group group(GroupExplanation group) {
        var queues = group.registered();
        return new TopicExplanation.Group(
                group.cluster(),
                queues.brokerName(),
                queues.readQueueNums(),
                queues.writeQueueNums(),
                queues.permission(),
                group.answeredPermission(),
                group.master(),
                group.actingMaster(),
                group.zone(),
                group.reasons());
    }

    static EventPage events(EventsBody body) {
        return new EventPage(body.events().stream().map(Bodies::event).toList(), body.more());
    }

    private static Event event(EventEntry entry) {
        return new Event(
                entry.number(),
                Instant.ofEpochMilli(entry.timeMillis()),
                entry.kind(),
                entry.cluster(),
                entry.brokerName(),
                entry.topics(),
                entry.detail(),
                entry.by(),
                entry.account());
    }

    static ServerStatus status(ServerStateBody body) {
        var counts = body.counts();
        return new ServerStatus(
                body.version(),
                body.epoch(),
                Instant.ofEpochMilli(body.startMillis()),
                body.ready(),
                body.reasons(),
                new ServerStatus.Counts(
                        counts.topics(),
                        counts.brokerGroups(),
                        counts.brokers(),
                        counts.connections(),
                        counts.watchers(),
                        counts.watchedTopics()),
                body.kvNamespaces());
    }
}
