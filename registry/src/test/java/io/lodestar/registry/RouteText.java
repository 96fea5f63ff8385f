package io.lodestar.registry;

import static java.util.stream.Collectors.joining;

/** Routes as short text, so that a test says in one line what it expects. */
final class RouteText {
    private RouteText() {}

    static String of(Route route) {
        return route.brokers().stream().map(RouteText::broker).collect(joining(", "));
    }

    private static String broker(BrokerQueues broker) {
        var group = broker.group();
        return group.name() + "[" + members(group) + "] " + queues(broker.answered());
    }

    static String members(BrokerGroup group) {
        return group.members().values().stream()
                .map(member -> member.brokerId() + "=" + member.address())
                .collect(joining(" "));
    }

    static String queues(Queues queues) {
        return queues.read() + "/" + queues.write() + "/" + queues.permission() + "/" + queues.systemFlag();
    }
}
