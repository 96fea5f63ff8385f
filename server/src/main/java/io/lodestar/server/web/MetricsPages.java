package io.lodestar.server.web;

import io.lodestar.protocol.RequestCode;
import io.lodestar.server.http.Method;
import io.lodestar.server.http.Reply;
import io.lodestar.server.http.Request;
import io.lodestar.server.http.Router;
import io.lodestar.server.metrics.HttpLoad;
import io.lodestar.server.metrics.Metrics;
import io.lodestar.server.metrics.Observed;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** What Prometheus reads. A server that nobody scrapes loads nothing of it. */
final class MetricsPages implements Pages, AutoCloseable {
    /** Whoever asks again and again costs no more than this. */
    private static final Duration LASTING = Duration.ofSeconds(1);

    private final Observed observed;
    private final Supplier<HttpLoad> http;
    private final Doorkeeper door;
    /** Made for the first who asks. Guarded by this. */
    private Optional<Metrics> metrics = Optional.empty();

    private boolean closed;

    /** Tells of a server, and of what HTTP has to do there, which is asked for when somebody looks. */
    MetricsPages(Observed observed, Supplier<HttpLoad> http, Doorkeeper door) {
        this.observed = observed;
        this.http = http;
        this.door = door;
    }

    @Override
    public void addTo(Router.Builder router) {
        router.add(Method.GET, "/metrics", door.reading(RequestCode.GET_SERVER_STATE, this::look));
    }

    private Reply look(Request request) throws IOException {
        var found = metrics().look(request.header("accept").orElse(""));
        return Reply.of(200, found.contentType(), found.text());
    }

    private synchronized Metrics metrics() throws IOException {
        if (closed) {
            throw new IOException("the server is closing");
        }
        if (metrics.isEmpty()) {
            metrics = Optional.of(new Metrics(observed, http, LASTING));
        }
        return metrics.get();
    }

    @Override
    public synchronized void close() {
        closed = true;
        metrics.ifPresent(Metrics::close);
    }
}
