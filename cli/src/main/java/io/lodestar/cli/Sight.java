package io.lodestar.cli;

import io.lodestar.client.TopicRoute;
import io.lodestar.client.admin.NameServerAdmin;
import io.lodestar.client.admin.RouteChanges;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** The routes as they were last seen, and what became of them. Confined to one thread. */
final class Sight {
    private static final String BEFORE = "before";
    private static final String NOW = "now";
    private static final int TOPICS_AT_ONCE = 64;

    private final Session session;
    private final NameServerAdmin server;
    private final List<String> topics;
    private final Map<String, Optional<TopicRoute>> seen = new TreeMap<>();
    private boolean begun;
    private int changes;

    /**
     * Has seen nothing yet.
     *
     * @param topics what is watched; none stands for all
     */
    Sight(Session session, NameServerAdmin server, List<String> topics) {
        this.session = session;
        this.server = server;
        this.topics = topics;
    }

    /** Returns how many changes were printed. */
    int changes() {
        return changes;
    }

    /** Fetches what may have changed, and prints what did; the first time, only the routes of topics that were named. */
    void look(RouteChanges news) {
        Collection<String> wanted = news.all() ? everything() : news.topics();
        var pending = new ArrayDeque<Map.Entry<String, CompletableFuture<Optional<TopicRoute>>>>();
        for (var topic : wanted) {
            pending.add(Map.entry(topic, server.fetchRoute(topic)));
            if (pending.size() == TOPICS_AT_ONCE) {
                take(pending);
            }
        }
        while (!pending.isEmpty()) {
            take(pending);
        }
        begun = true;
    }

    private Collection<String> everything() {
        if (!topics.isEmpty()) {
            return topics;
        }
        var all = new TreeSet<>(seen.keySet());
        all.addAll(session.ask(server, NameServerAdmin::fetchTopics));
        return all;
    }

    private void take(ArrayDeque<Map.Entry<String, CompletableFuture<Optional<TopicRoute>>>> pending) {
        var next = pending.remove();
        var topic = next.getKey();
        var now = session.await(next.getValue(), () -> "asking for " + topic);
        var before = seen.getOrDefault(topic, Optional.empty());
        seen.put(topic, now);
        if (!begun) {
            if (!topics.isEmpty()) {
                print(topic, now.isPresent() ? "is" : "missing", now, List.of());
            }
        } else if (!now.equals(before)) {
            changes++;
            print(topic, verb(before, now), now, differences(topic, before, now));
        }
    }

    private static String verb(Optional<TopicRoute> before, Optional<TopicRoute> now) {
        if (before.isEmpty()) {
            return "appeared";
        }
        return now.isEmpty() ? "gone" : "changed";
    }

    private static List<Difference> differences(String topic, Optional<TopicRoute> before, Optional<TopicRoute> now) {
        if (before.isEmpty() || now.isEmpty()) {
            return List.of();
        }
        var views = new LinkedHashMap<String, Optional<SortedMap<Field, String>>>();
        views.put(BEFORE, before.map(Fields::of));
        views.put(NOW, now.map(Fields::of));
        return Difference.between("topic", topic, views);
    }

    private void print(String topic, String verb, Optional<TopicRoute> now, List<Difference> differences) {
        var printer = session.printer();
        var time = Instant.now().toString();
        printer.stream(
                () -> Json.object()
                        .with("time", time)
                        .with("topic", topic)
                        .with("change", verb)
                        .with("differences", Json.all(differences, Sight::shape))
                        .with("route", now.map(Shapes::route)),
                () -> printer.painted(Colour.FAINT, time) + "  " + Text.safe(topic) + "  "
                        + printer.painted(colour(verb), verb) + "  " + Text.safe(text(now, differences)));
    }

    private static Json shape(Difference difference) {
        return Json.object()
                .with("field", difference.field())
                .with(BEFORE, Optional.ofNullable(difference.values().get(BEFORE)))
                .with(NOW, Optional.ofNullable(difference.values().get(NOW)));
    }

    private static String text(Optional<TopicRoute> now, List<Difference> differences) {
        if (!differences.isEmpty()) {
            return differences.stream()
                    .map(difference -> difference.field() + ": "
                            + difference.values().getOrDefault(BEFORE, "missing") + " -> "
                            + difference.values().getOrDefault(NOW, "missing"))
                    .collect(Collectors.joining("; "));
        }
        return now.map(Sight::summary).orElse("no route");
    }

    private static String summary(TopicRoute route) {
        return route.queues().stream()
                .map(queues -> queues.brokerName() + " " + queues.readQueues() + "/" + queues.writeQueues() + " "
                        + Text.permission(queues.permission()))
                .collect(Collectors.joining(", "));
    }

    private static Colour colour(String verb) {
        return switch (verb) {
            case "gone", "missing" -> Colour.RED;
            case "appeared" -> Colour.GREEN;
            default -> Colour.BOLD;
        };
    }
}
