package io.lodestar.server.handler;

import io.lodestar.protocol.body.BodyLimits;
import io.lodestar.protocol.body.QueueEntry;
import io.lodestar.protocol.body.RouteBody;
import io.lodestar.protocol.header.DeleteTopicRequest;
import io.lodestar.protocol.header.RegisterTopicRequest;
import io.lodestar.registry.Placement;
import io.lodestar.registry.Queues;
import io.lodestar.registry.Registry;
import io.lodestar.server.journal.Event;
import io.lodestar.server.journal.EventKind;
import io.lodestar.server.journal.Journal;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Registers and deletes single topics (protocol 3.8, 3.9). */
final class TopicHandler {
    private final Registry registry;
    private final Journal journal;
    private final BodyLimits limits;

    TopicHandler(Registry registry, Journal journal, BodyLimits limits) {
        this.registry = registry;
        this.journal = journal;
        this.limits = limits;
    }

    Answer register(Request request) {
        var placements = RouteBody.read(request.body(), limits).queues().stream()
                .map(this::placement)
                .toList();
        RegisterTopicRequest.from(request.fields()).topic().ifPresent(topic -> put(topic, placements));
        return Answer.DONE;
    }

    private void put(String topic, List<Placement> placements) {
        limits.names().checked("topic", topic);
        if (!placements.isEmpty()) {
            registry.putTopic(topic, placements);
        }
    }

    private Placement placement(QueueEntry entry) {
        var queues = new Queues(entry.readQueueNums(), entry.writeQueueNums(), entry.permission(), entry.systemFlag());
        return new Placement(limits.names().checked("brokerName", entry.brokerName()), queues);
    }

    Answer delete(Request request) {
        var delete = DeleteTopicRequest.from(request.fields());
        delete.topic().ifPresent(topic -> delete(topic, delete.clusterName().filter(name -> !name.isEmpty()), request));
        return Answer.DONE;
    }

    private void delete(String topic, Optional<String> cluster, Request request) {
        var gone = brokersOf(topic);
        boolean deleted =
                cluster.map(name -> registry.deleteTopic(topic, name)).orElseGet(() -> registry.deleteTopic(topic));
        gone.removeAll(brokersOf(topic));
        if (deleted) {
            var event = Event.of(EventKind.TOPIC_DELETED, "on " + String.join(", ", gone))
                    .ofTopics(List.of(topic))
                    .by(request.sender());
            journal.append(cluster.map(event::inCluster).orElse(event));
        }
    }

    private SortedSet<String> brokersOf(String topic) {
        var names = new TreeSet<String>();
        registry.find(topic)
                .ifPresent(found -> found.route()
                        .brokers()
                        .forEach(broker -> names.add(broker.group().name())));
        return names;
    }
}
