package io.lodestar.server.web;

import io.lodestar.server.access.WebAccess;
import io.lodestar.server.config.HttpKeys;
import io.lodestar.server.config.Keys;
import io.lodestar.server.config.Settings;
import io.lodestar.server.http.HttpServer;
import io.lodestar.server.http.HttpSettings;
import io.lodestar.server.http.Router;
import io.lodestar.server.metrics.HttpLoad;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All that a name server shows over HTTP, while it does. */
public final class Web implements AutoCloseable {
    private final HttpServer server;
    private final MetricsPages metrics;
    private final Api api;

    private Web(HttpServer server, MetricsPages metrics, Api api) {
        this.server = server;
        this.metrics = metrics;
        this.api = api;
    }

    /**
     * Starts to answer.
     *
     * @param threads makes threads of these names
     * @throws BindException when the port is taken; the message says which and why
     */
    public static Web start(int port, Sources sources, Function<String, ThreadFactory> threads) throws BindException {
        var settings = sources.configuration().current();
        var router = new Router.Builder();
        var door = new Doorkeeper(
                new WebAccess(sources.access()),
                sources.audit(),
                new Doorkeeper.Rules(
                        sources.tls().mode(),
                        names(settings.get(HttpKeys.HOST_NAMES)),
                        settings.get(HttpKeys.LOOPBACK_IS_OPEN),
                        sources.insight().readiness()::isLeaving));
        var serving = new CompletableFuture<HttpServer>();
        var metrics = new MetricsPages(sources.observed(), () -> load(serving.join()), door);
        metrics.addTo(router);
        pages(sources, door).forEach(pages -> pages.addTo(router));
        var api = new Api(sources, door, threads);
        api.addTo(router);
        var server = HttpServer.start(httpSettings(port, settings), router.build(), sources.tls(), threads);
        serving.complete(server);
        sources.insight().speaksHttp(server.address().getPort());
        api.start();
        return new Web(server, metrics, api);
    }

    private static HttpLoad load(HttpServer server) {
        var refusals = new HashMap<String, Long>();
        server.refusals().forEach((reason, count) -> refusals.put(reason.name(), count));
        return new HttpLoad(server.connectionCount(), server.streamCount(), refusals);
    }

    private static List<Pages> pages(Sources sources, Doorkeeper door) {
        var readiness = sources.insight().readiness();
        return List.of(
                new Health(readiness, sources.configuration()),
                new AddressService(sources.peers(), readiness, sources.configuration(), sources.address()),
                new ConsolePages(door));
    }

    private static Set<String> names(String list) {
        return Arrays.stream(list.split(",", -1))
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static HttpSettings httpSettings(int port, Settings settings) {
        int max = settings.get(HttpKeys.CONNECTIONS_MAX);
        int perSource = settings.get(HttpKeys.CONNECTIONS_PER_SOURCE_MAX);
        var bindAddress = settings.get(HttpKeys.BIND_ADDRESS);
        return new HttpSettings(
                bindAddress.isEmpty() ? settings.get(Keys.BIND_ADDRESS) : bindAddress,
                port,
                max,
                perSource == 0 ? Math.max(1, max / 2) : perSource,
                settings.get(HttpKeys.STREAMS_MAX),
                settings.get(HttpKeys.BODY_MAX_LENGTH),
                HttpSettings.Patience.USUAL);
    }

    /** Returns where it listens. */
    public InetSocketAddress address() {
        return server.address();
    }

    /** Ends what is under way and frees the port; returns within a second. */
    @Override
    public void close() {
        api.close();
        server.close();
        metrics.close();
    }
}
