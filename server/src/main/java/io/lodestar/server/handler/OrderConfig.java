package io.lodestar.server.handler;

import io.lodestar.server.store.KvStore;
import java.util.Optional;

/** Which queues of a topic are ordered: the one namespace of the KV configuration that means something to the name server (protocol 3.2). */
final class OrderConfig {
    /** Topic to {@code broker:queues;...}. */
    static final String NAMESPACE = "ORDER_TOPIC_CONFIG";

    private OrderConfig() {}

    static Optional<String> of(String topic, KvStore kv) {
        return kv.get(NAMESPACE, topic);
    }
}
