package io.lodestar.server.handler;

import io.lodestar.protocol.ResponseCode;
import io.lodestar.protocol.body.TopicListBody;
import io.lodestar.protocol.header.GetTopicsByClusterRequest;
import io.lodestar.protocol.json.JsonDialect;
import io.lodestar.registry.Member;
import io.lodestar.registry.Queues;
import io.lodestar.registry.Registry;
import io.lodestar.server.config.Configuration;
import io.lodestar.server.config.Key;
import io.lodestar.server.config.Keys;
import io.lodestar.transport.SharedBytes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The lists of topics (protocol 3.3), which two switches turn off. */
final class TopicListHandler {
    /** More than there are clusters that have lists; the names that peers ask for may be any. */
    private static final int MAX_KEPT = 64;

    private final Registry registry;
    private final Configuration configuration;
    private volatile Lists lists = new Lists(-1);

    TopicListHandler(Registry registry, Configuration configuration) {
        this.registry = registry;
        this.configuration = configuration;
    }

    Answer all(Request request) {
        requireEnabled(Keys.ENABLE_ALL_TOPIC_LIST);
        return answer(Optional.empty(), request, registry::topics);
    }

    Answer ofCluster(Request request) {
        requireEnabled(Keys.ENABLE_TOPIC_LIST);
        var cluster = GetTopicsByClusterRequest.from(request.fields()).cluster();
        return answer(cluster, request, () -> cluster.map(registry::topicsOf).orElse(List.of()));
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
        return answer(Optional.empty(), request, () -> registry.catalogue().with(wanted));
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

    /** Lists are long, and many may ask for them and be slow to read: so each is written once for each change, and shared. */
    private Answer answer(Optional<String> cluster, Request request, Supplier<List<String>> topics) {
        long changes = registry.changes(); // before the topics: what changes meanwhile is read again
        var current = lists;
        if (current.changes != changes) {
            current = new Lists(changes);
            lists = current;
        }
        return current.answer(new Asked(request.header().code(), cluster, request.dialect()), topics);
    }

    private record Asked(int code, Optional<String> cluster, JsonDialect dialect) {}

    /** The lists of one state of the registry, each written on first demand. */
    private static final class Lists {
        private final long changes;
        private final Map<Asked, Answer> answers = new ConcurrentHashMap<>();

        Lists(long changes) {
            this.changes = changes;
        }

        Answer answer(Asked asked, Supplier<List<String>> topics) {
            var written = answers.get(asked);
            if (written != null) {
                return written;
            }
            return answers.size() < MAX_KEPT
                    ? answers.computeIfAbsent(asked, unseen -> write(asked, topics))
                    : write(asked, topics);
        }

        private static Answer write(Asked asked, Supplier<List<String>> topics) {
            var body = TopicListBody.of(topics.get());
            return Answer.of(SharedBytes.of(Answer.written(body::writeTo, asked.dialect())));
        }
    }
}
