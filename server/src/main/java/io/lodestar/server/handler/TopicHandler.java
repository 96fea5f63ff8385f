package io.lodestar.server.handler;

import io.lodestar.protocol.body.BodyLimits;
import io.lodestar.protocol.body.QueueEntry;
import io.lodestar.protocol.body.RouteBody;
import io.lodestar.protocol.header.DeleteTopicRequest;
import io.lodestar.protocol.header.RegisterTopicRequest;
import io.lodestar.registry.Placement;
import io.lodestar.registry.Queues;
import io.lodestar.registry.Registry;
import io.lodestar.server.administration.Administration;
import java.util.List;

/** Registers and deletes single topics (protocol 3.8, 3.9). */
final class TopicHandler {
    private final Registry registry;
    private final Administration administration;
    private final BodyLimits limits;

    TopicHandler(Registry registry, Administration administration, BodyLimits limits) {
        this.registry = registry;
        this.administration = administration;
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
        var cluster = delete.clusterName().filter(name -> !name.isEmpty());
        delete.topic().ifPresent(topic -> administration.deleteTopic(topic, cluster, request.sender()));
        return Answer.DONE;
    }
}
