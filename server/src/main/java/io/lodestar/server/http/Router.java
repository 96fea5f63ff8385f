package io.lodestar.server.http;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Which handler has which paths. Immutable.
 *
 * <p>A template names the segments of a path: {@code /api/v1/topics/{name}} matches whatever stands in the place of the braces, as long as that is one
 * segment and not empty. A segment that is written out goes before one in braces.
 */
public final class Router {
    private static final String PREFIX_MARK = "/";

    private final Node root;
    private final List<Route> routes;
    private final Optional<Handler> otherwise;

    private Router(Node root, List<Route> routes, Optional<Handler> otherwise) {
        this.root = root;
        this.routes = List.copyOf(routes);
        this.otherwise = otherwise;
    }

    /**
     * One way in.
     *
     * @param template its path, with names in braces
     * @param atOnce whether it is answered by HTTP's event loop, and so must neither block nor take long; else by a worker
     */
    public record Route(Method method, String template, boolean atOnce, Handler handler) {}

    /** Returns all routes, in the order in which they were added. */
    public List<Route> routes() {
        return routes;
    }

    /** Collects routes. Not thread-safe. */
    public static final class Builder {
        private final Node root = new Node();
        private final List<Route> routes = new ArrayList<>();
        private Optional<Handler> otherwise = Optional.empty();

        /** Has requests answered by a worker. GET answers HEAD, too. */
        public Builder add(Method method, String template, Handler handler) {
            return add(new Route(method, template, false, handler));
        }

        /** Has requests answered by HTTP's event loop: they neither wait nor take long. GET answers HEAD, too. */
        public Builder addAtOnce(Method method, String template, Handler handler) {
            return add(new Route(method, template, true, handler));
        }

        /** Has a worker answer GET for what no template matches. */
        public Builder otherwise(Handler handler) {
            otherwise = Optional.of(handler);
            return this;
        }

        /** Returns what was collected. */
        public Router build() {
            return new Router(root, routes, otherwise);
        }

        private Builder add(Route route) {
            var node = root;
            for (var segment : segments(route.template())) {
                node = node.child(segment);
            }
            if (node.routes.putIfAbsent(route.method(), route) != null) {
                throw new IllegalStateException("two routes for " + route.method() + " " + route.template());
            }
            routes.add(route);
            return this;
        }
    }

    /** What becomes of a request. */
    sealed interface Match {}

    /** It is for this route, with what stands in place of the names in braces. */
    record Found(Route route, Map<String, String> captured) implements Match {}

    /** There is something, and it takes these methods only. */
    record OtherMethods(String allowed) implements Match {}

    /** There is nothing. */
    record Nothing() implements Match {}

    Match find(Method method, List<String> path) {
        var wanted = method == Method.HEAD ? Method.GET : method;
        var captured = new HashMap<String, String>();
        var node = root.find(path, 0, captured);
        if (node.isEmpty()) {
            return otherwise
                    .filter(handler -> wanted == Method.GET)
                    .<Match>map(handler -> new Found(new Route(Method.GET, "", false, handler), Map.of()))
                    .orElseGet(Nothing::new);
        }
        var route = Optional.ofNullable(node.get().routes.get(wanted));
        return route.<Match>map(found -> new Found(found, captured))
                .orElseGet(() -> new OtherMethods(node.get().allowed()));
    }

    private static List<String> segments(String template) {
        if (!template.startsWith(PREFIX_MARK)) {
            throw new IllegalArgumentException("template " + template + " does not begin with /");
        }
        return template.equals(PREFIX_MARK)
                ? List.of()
                : List.of(template.substring(1).split("/", -1));
    }

    /** What follows one beginning of a path. Changes only while routes are collected. */
    private static final class Node {
        private final Map<String, Node> written = new HashMap<>();
        private final Map<String, Node> named = new HashMap<>();
        private final Map<Method, Route> routes = new EnumMap<>(Method.class);

        Node child(String segment) {
            return segment.startsWith("{") && segment.endsWith("}")
                    ? named.computeIfAbsent(segment.substring(1, segment.length() - 1), name -> new Node())
                    : written.computeIfAbsent(segment, name -> new Node());
        }

        Optional<Node> find(List<String> path, int at, Map<String, String> captured) {
            if (at == path.size()) {
                return routes.isEmpty() ? Optional.empty() : Optional.of(this);
            }
            var segment = path.get(at);
            var child = written.get(segment);
            var found = child == null ? Optional.<Node>empty() : child.find(path, at + 1, captured);
            return found.isPresent() || segment.isEmpty() ? found : findNamed(path, at, captured);
        }

        private Optional<Node> findNamed(List<String> path, int at, Map<String, String> captured) {
            for (var each : named.entrySet()) {
                var found = each.getValue().find(path, at + 1, captured);
                if (found.isPresent()) {
                    captured.put(each.getKey(), path.get(at));
                    return found;
                }
            }
            return Optional.empty();
        }

        String allowed() {
            var names = new TreeSet<String>();
            routes.keySet().forEach(method -> names.add(method.name()));
            if (routes.containsKey(Method.GET)) {
                names.add(Method.HEAD.name());
            }
            names.add(Method.OPTIONS.name());
            return String.join(", ", names);
        }
    }
}
