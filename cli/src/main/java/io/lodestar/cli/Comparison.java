package io.lodestar.cli;

import io.lodestar.client.NameServerException;
import io.lodestar.client.TopicRoute;
import io.lodestar.client.admin.NameServerAdmin;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Compares what several name servers know, with a bounded number of requests under way. Confined to one thread. */
final class Comparison {
    /** Keys that belong to one machine or one process, and so say nothing when they differ. */
    private static final Set<String> PLACES = Set.of("bindAddress", "listenPort", "httpPort", "rocketmqHome");

    private static final Pattern PATH = Pattern.compile(".*(Path|File|Folder|\\.file)");
    static final String MASKED = "******";
    private static final int TOPICS_AT_ONCE = 64;

    private final Session session;
    private final List<NameServerAdmin> servers;
    private boolean drainsUntold;

    Comparison(Session session, List<NameServerAdmin> servers) {
        this.session = session;
        this.servers = servers;
    }

    /** Returns the names of the topics that any of them knows. */
    SortedSet<String> topics() {
        var names = new TreeSet<String>();
        fromAll(NameServerAdmin::fetchTopics).values().forEach(names::addAll);
        return names;
    }

    /** Compares the routes of topics. */
    List<Difference> ofTopics(Collection<String> topics) {
        var differences = new ArrayList<Difference>();
        var pending = new ArrayDeque<Pending>();
        int compared = 0;
        for (var topic : topics) {
            pending.add(new Pending(
                    topic,
                    servers.stream().map(server -> server.fetchRoute(topic)).toList()));
            if (pending.size() == TOPICS_AT_ONCE) {
                differences.addAll(finished(pending.remove(), compared++, topics.size()));
            }
        }
        while (!pending.isEmpty()) {
            differences.addAll(finished(pending.remove(), compared++, topics.size()));
        }
        return differences;
    }

    private record Pending(String topic, List<CompletableFuture<Optional<TopicRoute>>> routes) {}

    private List<Difference> finished(Pending pending, int compared, int all) {
        var routes = new LinkedHashMap<String, Optional<TopicRoute>>();
        for (int at = 0; at < servers.size(); at++) {
            var route =
                    session.await(pending.routes().get(at), () -> "compared " + compared + " of " + all + " topics");
            routes.put(servers.get(at).address(), route);
        }
        if (routes.values().stream().distinct().count() == 1) {
            return List.of();
        }
        var views = new LinkedHashMap<String, Optional<SortedMap<Field, String>>>();
        routes.forEach((server, route) -> views.put(server, route.map(Fields::of)));
        return Difference.between("topic", pending.topic(), views);
    }

    /** Compares the brokers, and which of them are drained where all tell that. */
    List<Difference> ofBrokers(SortedSet<String> names) {
        var views = new TreeMap<String, Map<String, Optional<SortedMap<Field, String>>>>();
        var clusters = fromAll(NameServerAdmin::fetchClusters);
        clusters.values().forEach(overview -> names.addAll(overview.groups().keySet()));
        var drains = drains();
        drains.values().forEach(names::addAll);
        clusters.forEach((server, overview) -> names.forEach(name -> {
            var fields = Optional.ofNullable(overview.groups().get(name)).map(Fields::of);
            var drained = Optional.ofNullable(drains.get(server)).map(all -> Boolean.toString(all.contains(name)));
            fields.ifPresent(known -> drained.ifPresent(told -> known.put(new Field("", "drained"), told)));
            views.computeIfAbsent(name, unused -> new LinkedHashMap<>()).put(server, fields);
        }));
        var differences = new ArrayList<Difference>();
        views.forEach((name, view) -> differences.addAll(Difference.between("broker", name, view)));
        return differences;
    }

    /** Returns the drained brokers of each name server; nothing if not all of them tell. */
    private Map<String, SortedSet<String>> drains() {
        try {
            var drains = new LinkedHashMap<String, SortedSet<String>>();
            fromAll(NameServerAdmin::fetchBrokers).forEach((server, overview) -> {
                var names = new TreeSet<String>();
                overview.drains().forEach(drain -> names.add(drain.brokerName()));
                drains.put(server, names);
            });
            return drains;
        } catch (NameServerException.Unsupported | NameServerException.Refused untold) {
            if (!drainsUntold) {
                session.printer().say("drains are not compared: " + untold.getMessage());
            }
            drainsUntold = true;
            return Map.of();
        }
    }

    /** Returns the namespaces to compare: those given, and those that a Lodestar name server tells of. */
    SortedSet<String> namespaces(Collection<String> given) {
        var names = new TreeSet<>(given);
        var told = servers.stream()
                .map(server -> Fallback.unlessTold(
                        server.fetchStatus().thenApply(status -> status.kvNamespaces()),
                        reason -> CompletableFuture.completedFuture(List.<String>of())))
                .toList();
        told.forEach(namespaces -> names.addAll(session.await(namespaces, () -> "finding namespaces")));
        return names;
    }

    /** Compares the values of a namespace of the KV configuration. One that is not there is like an empty one. */
    List<Difference> ofNamespace(String namespace) {
        var views = new LinkedHashMap<String, Optional<SortedMap<Field, String>>>();
        fromAll(server -> server.fetchKeyValues(namespace)).forEach((server, values) -> {
            SortedMap<Field, String> fields = new TreeMap<>();
            values.ifPresent(known -> known.forEach((key, value) -> fields.put(new Field("", key), value)));
            views.put(server, Optional.of(fields));
        });
        return Difference.between("kv", namespace, views);
    }

    /** Compares the values of the keys that all of them have, but for those that must differ and those that are masked. */
    List<Difference> ofConfiguration(SortedSet<String> compared) {
        var configurations = fromAll(NameServerAdmin::fetchConfiguration);
        var keys = new TreeSet<>(configurations.values().iterator().next().keySet());
        configurations.values().forEach(configuration -> keys.retainAll(configuration.keySet()));
        keys.removeIf(key -> PLACES.contains(key) || PATH.matcher(key).matches());
        keys.removeIf(key -> configurations.values().stream()
                .anyMatch(known -> known.getOrDefault(key, "").equals(MASKED)));
        compared.addAll(keys);
        var differences = new ArrayList<Difference>();
        for (var key : keys) {
            var views = new LinkedHashMap<String, Optional<SortedMap<Field, String>>>();
            configurations.forEach((server, known) -> views.put(
                    server,
                    Optional.of(new TreeMap<>(Map.of(new Field("", "value"), String.valueOf(known.get(key)))))));
            differences.addAll(Difference.between("config", key, views));
        }
        return differences;
    }

    /** Asks all at the same time. */
    private <T> Map<String, T> fromAll(Function<NameServerAdmin, CompletableFuture<T>> question) {
        var questions = servers.stream().map(question).toList();
        var answers = new LinkedHashMap<String, T>();
        for (int at = 0; at < servers.size(); at++) {
            var address = servers.get(at).address();
            answers.put(address, session.await(questions.get(at), () -> "waiting for " + address));
        }
        return answers;
    }

    static List<String> kinds(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(kind -> !kind.isEmpty())
                .toList();
    }
}
