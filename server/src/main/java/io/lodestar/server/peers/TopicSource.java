package io.lodestar.server.peers;

import io.lodestar.registry.Queues;
import io.lodestar.registry.Registry;
import io.lodestar.registry.Route;
import io.lodestar.registry.StaticMapping;
import io.lodestar.registry.TopicRoute;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** The topics, as registered: a fact for each broker group that has queues of a topic, and one for each static-topic mapping. */
final class TopicSource implements EntrySource {
    private static final int READ = 4;
    private static final int WRITE = 2;
    private static final int INHERIT = 1;

    private final Registry registry;

    TopicSource(Registry registry) {
        this.registry = registry;
    }

    @Override
    public Object version() {
        return registry.changes();
    }

    @Override
    public void each(Predicate<String> wanted, Hasher hasher, BiConsumer<String, Facts> reader) {
        var pass = new Pass(hasher);
        registry.catalogue().each(topic -> {
            if (wanted.test(topic)) {
                registry.find(topic).ifPresent(route -> reader.accept(topic, pass.facts(route)));
            }
        });
    }

    /** One look at the topics: what many of them share is worked out once. */
    private static final class Pass {
        private final Hasher hasher;
        private final Map<Route, Facts> shared = new IdentityHashMap<>();
        private final Map<Queues, String> texts = new HashMap<>();

        Pass(Hasher hasher) {
            this.hasher = hasher;
        }

        Facts facts(TopicRoute topic) {
            var plain = shared.computeIfAbsent(topic.route(), route -> Facts.of(queues(route), hasher));
            if (topic.mappings().isEmpty()) {
                return plain;
            }
            var all = new TreeMap<>(plain.values());
            topic.mappings().forEach((broker, mapping) -> all.put("mapping of " + broker, text(mapping)));
            return Facts.of(all, hasher);
        }

        private SortedMap<String, String> queues(Route route) {
            var facts = new TreeMap<String, String>();
            route.brokers()
                    .forEach(broker -> facts.put(
                            broker.group().name(), texts.computeIfAbsent(broker.registered(), TopicSource::text)));
            return facts;
        }
    }

    private static String text(Queues queues) {
        int permission = queues.permission();
        var letters = ((permission & READ) != 0 ? "r" : "-")
                + ((permission & WRITE) != 0 ? "w" : "-")
                + ((permission & INHERIT) != 0 ? "i" : "-");
        int others = permission & ~(READ | WRITE | INHERIT);
        return queues.read() + " read and " + queues.write() + " write queues, " + letters
                + (others == 0 ? "" : " and " + others)
                + (queues.systemFlag() == 0 ? "" : ", flags " + queues.systemFlag());
    }

    private static String text(StaticMapping mapping) {
        return "epoch " + mapping.epoch() + ", " + mapping.totalQueues() + " queues, " + mapping.currentIds()
                + (mapping.scope().isEmpty() ? "" : " in " + mapping.scope())
                + (mapping.dirty() ? ", dirty" : "");
    }
}
