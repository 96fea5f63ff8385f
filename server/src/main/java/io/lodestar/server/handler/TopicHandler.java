package io.lodestar.server.handler;

import io.lodestar.protocol.body.QueueEntry;
import io.lodestar.protocol.body.RouteBody;
import io.lodestar.protocol.header.DeleteTopicRequest;
import io.lodestar.protocol.header.RegisterTopicRequest;
import io.lodestar.registry.Placement;
import io.lodestar.registry.Queues;
import io.lodestar.registry.Registry;
import java.util.List;

/** Registers and deletes single topics (protocol 3.8, 3.9). */
final class TopicHandler {
    private final Registry registry;

    TopicHandler(Registry registry) {
        this.registry = registry;
    }

    Answer register(Request request) {
        var placements = RouteBody.read(request.body()).queues().stream()
                .map(TopicHandler::placement)
                .toList();
        RegisterTopicRequest.from(request.fields()).topic().ifPresent(topic -> put(topic, placements));
        return Answer.DONE;
    }

    private void put(String topic, List<Placement> placements) {
        if (!placements.isEmpty()) {
            registry.putTopic(topic, placements);
        }
    }

    private static Placement placement(QueueEntry entry) {
        var queues = new Queues(entry.readQueueNums(), entry.writeQueueNums(), entry.permission(), entry.systemFlag());
        return new Placement(entry.brokerName(), queues);
    }

    Answer delete(Request request) {
        var delete = DeleteTopicRequest.from(request.fields());
        delete.topic()
                .ifPresent(topic -> delete.clusterName()
                        .filter(cluster -> !cluster.isEmpty())
                        .ifPresentOrElse(
                                cluster -> registry.deleteTopic(topic, cluster), () -> registry.deleteTopic(topic)));
        return Answer.DONE;
    }
}
