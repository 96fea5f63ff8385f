package io.lodestar.client.route;

import io.lodestar.client.TopicQueues;
import io.lodestar.client.TopicRoute;

/**
 * The topic whose route stands for topics that are to be created by the first message that is sent to them. Immutable.
 *
 * @param name the topic that brokers which create topics by themselves announce
 * @param maxQueues how many queues of each broker a new topic gets at most
 */
public record DefaultTopic(String name, int maxQueues) {
    /** What Apache's producers and brokers use. */
    public static final DefaultTopic USUAL = new DefaultTopic("TBW102", 4);

    /**
     * Checks the two.
     *
     * @throws IllegalArgumentException when there is no name, or no queue
     */
    public DefaultTopic {
        if (name.isBlank() || maxQueues < 1) {
            throw new IllegalArgumentException("default topic '" + name + "' with " + maxQueues + " queues");
        }
    }

    /** Returns the route of a new topic, from this topic's. */
    TopicRoute routeOf(String topic, TopicRoute own) {
        var queues = own.queues().stream().map(this::cut).toList();
        return new TopicRoute(topic, own.groups(), queues, own.orderConfig(), own.mappings(), own.filterServers());
    }

    private TopicQueues cut(TopicQueues queues) {
        int count = Math.min(maxQueues, queues.readQueues()); // the original counts both by what can be read
        return new TopicQueues(queues.brokerName(), count, count, queues.permission(), queues.systemFlag());
    }
}
