package io.lodestar.server.handler;

import io.lodestar.protocol.ResponseCode;
import io.lodestar.protocol.body.TopicListBody;
import io.lodestar.protocol.header.GetTopicsByClusterRequest;
import io.lodestar.registry.Member;
import io.lodestar.registry.Queues;
import io.lodestar.registry.Registry;
import io.lodestar.server.config.Configuration;
import io.lodestar.server.config.Key;
import io.lodestar.server.config.Keys;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The lists of topics (protocol 3.3), which two switches turn off. */
final class TopicListHandler {
    private final Registry registry;
    private final Configuration configuration;

    TopicListHandler(Registry registry, Configuration configuration) {
        this.registry = registry;
        this.configuration = configuration;
    }

    Answer all(Request request) {
        requireEnabled(Keys.ENABLE_ALL_TOPIC_LIST);
        return answer(registry.topics(), request);
    }

    Answer ofCluster(Request request) {
        requireEnabled(Keys.ENABLE_TOPIC_LIST);
        var cluster = GetTopicsByClusterRequest.from(request.fields()).cluster();
        return answer(cluster.map(registry::topicsOf).orElse(List.of()), request);
    }

    Answer unit(Request request) {
        return withQueues(Queues::isUnit, request);
    }

    Answer hasUnitSubscription(Request request) {
        return withQueues(Queues::hasUnitSubscription, request);
    }

    Answer hasUnitSubscriptionButNoUnit(Request request) {
        return withQueues(queues -> queues.hasUnitSubscription() && !queues.isUnit(), request);
    }

    private Answer withQueues(Predicate<Queues> wanted, Request request) {
        requireEnabled(Keys.ENABLE_TOPIC_LIST);
        return answer(registry.topicsWith(wanted), request);
    }

    /** What the original calls system topics: the names of clusters and brokers, and a broker that knows the rest. */
    Answer system(Request request) {
        var groups = registry.groups().values();
        var names = new TreeSet<String>();
        groups.forEach(group -> {
            names.add(group.name());
            names.add(group.cluster());
        });
        var address = groups.stream()
                .flatMap(group -> group.smallest().stream())
                .findFirst()
                .map(Member::address);
        var body = new TopicListBody(List.copyOf(names), address);
        return Answer.of(Answer.written(body::writeTo, request.dialect()));
    }

    private void requireEnabled(Key<Boolean> key) {
        if (!configuration.current().get(key)) {
            throw new Refusal(ResponseCode.SYSTEM_ERROR, "disable");
        }
    }

    private static Answer answer(List<String> topics, Request request) {
        return Answer.of(Answer.written(TopicListBody.of(topics)::writeTo, request.dialect()));
    }
}
