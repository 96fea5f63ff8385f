package io.lodestar.server.web;

import io.lodestar.registry.BrokerGroup;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/** Which topics are RocketMQ's own: brokers make them, and no program sends to them by name. */
final class SystemTopics {
    private static final Set<String> NAMES = Set.of(
            "TBW102",
            "SCHEDULE_TOPIC_XXXX",
            "BenchmarkTest",
            "RMQ_SYS_TRANS_HALF_TOPIC",
            "RMQ_SYS_TRACE_TOPIC",
            "RMQ_SYS_TRANS_OP_HALF_TOPIC",
            "TRANS_CHECK_MAX_TIME_TOPIC",
            "SELF_TEST_TOPIC",
            "OFFSET_MOVED_EVENT",
            "CHECKPOINT_TOPIC");
    private static final List<String> PREFIXES = List.of("rmq_sys_", "RMQ_SYS_", "%SYS%");

    private final Set<String> ofBrokers = new HashSet<>();

    SystemTopics(SortedMap<String, BrokerGroup> groups) {
        groups.values().forEach(group -> {
            ofBrokers.add(group.name());
            ofBrokers.add(group.cluster());
            ofBrokers.add(group.cluster() + "_REPLY_TOPIC");
        });
    }

    boolean contain(String topic) {
        return NAMES.contains(topic) || PREFIXES.stream().anyMatch(topic::startsWith) || ofBrokers.contains(topic);
    }
}
