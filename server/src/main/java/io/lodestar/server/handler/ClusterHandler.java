package io.lodestar.server.handler;

import io.lodestar.protocol.body.BrokerEntry;
import io.lodestar.protocol.body.BrokerMemberGroupBody;
import io.lodestar.protocol.body.ClusterInfoBody;
import io.lodestar.protocol.header.GetBrokerMemberGroupRequest;
import io.lodestar.protocol.json.JsonDialect;
import io.lodestar.registry.BrokerGroup;
import io.lodestar.registry.Registry;
import io.lodestar.transport.SharedBytes;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** The brokers of all clusters, and those of one group (protocol 3.3): always the true ids, nothing derived. */
final class ClusterHandler {
    private final Registry registry;
    private volatile Rendered rendered = new Rendered(Collections.emptySortedMap());

    ClusterHandler(Registry registry) {
        this.registry = registry;
    }

    /** Every 5.x broker asks for this every 5 seconds, so it is written once for each change. */
    Answer clusters(Request request) {
        var groups = registry.groups();
        var current = rendered;
        if (current.groups != groups) {
            current = new Rendered(groups);
            rendered = current;
        }
        return current.answer(request.dialect());
    }

    Answer members(Request request) {
        var asked = GetBrokerMemberGroupRequest.from(request.fields());
        var addresses = asked.brokerName()
                .map(registry.groups()::get)
                .map(RouteBodies::addresses)
                .orElse(Collections.emptySortedMap());
        var body = new BrokerMemberGroupBody(asked.clusterName(), asked.brokerName(), addresses);
        return Answer.of(Answer.written(body::writeTo, request.dialect()))
                .withRemark("not set any response code"); // what the original says with every answer to this code
    }

    /** The answers that one state of all groups gives, each written on first demand. */
    private static final class Rendered {
        private final SortedMap<String, BrokerGroup> groups;
        private final Map<JsonDialect, Answer> answers = new ConcurrentHashMap<>();

        Rendered(SortedMap<String, BrokerGroup> groups) {
            this.groups = groups;
        }

        Answer answer(JsonDialect dialect) {
            var written = answers.get(dialect);
            return written == null ? answers.computeIfAbsent(dialect, this::write) : written;
        }

        private Answer write(JsonDialect dialect) {
            var brokers = new TreeMap<String, BrokerEntry>();
            var clusters = new TreeMap<String, SortedSet<String>>();
            groups.forEach((name, group) -> {
                brokers.put(name, RouteBodies.entry(group, RouteBodies.addresses(group)));
                clusters.computeIfAbsent(group.cluster(), unseen -> new TreeSet<>())
                        .add(name);
            });
            var body = new ClusterInfoBody(brokers, clusters);
            return Answer.of(SharedBytes.of(Answer.written(body::writeTo, dialect)));
        }
    }
}
