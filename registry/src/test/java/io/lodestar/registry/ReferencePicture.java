package io.lodestar.registry;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;

/** What can be read from the reference, computed from scratch. */
final class ReferencePicture {
    private final ReferenceRegistry reference;
    private final SortedMap<String, SortedMap<String, Queues>> queues;

    ReferencePicture(ReferenceRegistry reference) {
        this.reference = reference;
        this.queues = reference.topics.queues;
    }

    Picture picture() {
        var groups = new TreeMap<String, BrokerGroup>();
        reference.brokers.names.keySet().forEach(name -> groups.put(name, reference.brokers.group(name)));
        var routes = new TreeMap<String, List<Picture.Line>>();
        var mappings = new TreeMap<String, SortedMap<String, StaticMapping>>();
        queues.forEach((topic, byName) -> {
            var lines = byName.entrySet().stream()
                    .map(entry -> line(reference.brokers.group(entry.getKey()), entry.getValue()))
                    .toList();
            routes.put(topic, lines);
            mappings.put(topic, reference.topics.mappings.getOrDefault(topic, new TreeMap<>()));
        });
        var topicsOf = new TreeMap<String, List<String>>();
        StepGenerator.CLUSTERS.forEach(cluster -> topicsOf.put(
                cluster,
                topics((name, held) -> reference.brokers.facts(name).cluster().equals(cluster))));
        return new Picture(
                groups,
                reference.brokers.all.stream()
                        .map(ReferenceBroker::picture)
                        .sorted(Picture.Broker.ORDER)
                        .toList(),
                new TreeSet<>(reference.brokers.drains),
                reference.brokers.all.stream().anyMatch(broker -> !broker.verified),
                List.copyOf(queues.keySet()),
                routes,
                mappings,
                topicsOf,
                topics((name, held) -> held.systemFlag() % 2 == 1),
                topics((name, held) -> held.systemFlag() / 2 % 2 == 1));
    }

    private List<String> topics(BiPredicate<String, Queues> wanted) {
        return queues.entrySet().stream()
                .filter(topic -> topic.getValue().entrySet().stream()
                        .anyMatch(placed -> wanted.test(placed.getKey(), placed.getValue())))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Picture.Line line(BrokerGroup group, Queues registered) {
        boolean mayWrite = !group.drained() && group.members().containsKey(0L);
        int permission = registered.permission();
        int answered = mayWrite || permission / 2 % 2 == 0 ? permission : permission - 2;
        return new Picture.Line(
                group,
                registered,
                new Queues(registered.read(), registered.write(), answered, registered.systemFlag()));
    }
}
