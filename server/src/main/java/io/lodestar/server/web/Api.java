package io.lodestar.server.web;

import io.lodestar.server.administration.Administration;
import io.lodestar.server.http.Method;
import io.lodestar.server.http.Reply;
import io.lodestar.server.http.Router;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;

/** All of {@code /api/v1}, as openapi.yaml has it. */
final class Api implements Pages, AutoCloseable {
    private static final String ROOT = "/api/v1";

    private final Doorkeeper door;
    private final EventHub hub;
    private final List<Pages> pages;
    private volatile Reply paths = Reply.empty(204);

    /** Creates them; the event streams begin with {@link #start()}. */
    Api(Sources sources, Doorkeeper door, Function<String, ThreadFactory> threads) {
        this.door = door;
        var server = new ServerPages(sources, door);
        var administration = new Administration(
                sources.registry(), sources.kv(), sources.drains(), sources.configuration(), sources.journal());
        this.hub = new EventHub(sources.journal(), sources.ticker(), server::news, threads.apply("lodestar-stream"));
        server.countStreams(hub::count);
        this.pages = List.of(
                server,
                new PeerPages(sources, door),
                new BrokerPages(sources, door),
                new TopicPages(sources, door),
                new RoutePages(sources, door),
                new MissingPages(sources, door),
                new EventPages(sources, door),
                new StreamPages(hub, sources.clock(), door),
                new AdministrationPages(sources, door, administration),
                new ConfigPages(sources, door, administration),
                new LogPages(sources, door));
    }

    /** Starts the thread that follows the journal. */
    void start() {
        hub.start();
    }

    @Override
    public void addTo(Router.Builder router) {
        pages.forEach(part -> part.addTo(router));
        router.add(Method.GET, ROOT + "/paths", door.open(request -> {
            Asked.of(request);
            return paths;
        }));
        paths = paths(router.build().routes());
    }

    private static Reply paths(List<Router.Route> routes) {
        var own = routes.stream()
                .filter(route -> route.template().startsWith(ROOT + "/"))
                .toList();
        return Reply.json(json -> {
            json.writeStartObject();
            json.writeNumberField("total", own.size());
            Fields.list(json, "items", own, (out, route) -> {
                out.writeStartObject();
                out.writeStringField("method", route.method().name());
                out.writeStringField("path", route.template());
                out.writeEndObject();
            });
            json.writeEndObject();
        });
    }

    @Override
    public void close() {
        hub.close();
    }
}
