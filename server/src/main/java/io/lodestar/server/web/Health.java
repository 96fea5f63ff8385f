package io.lodestar.server.web;

import io.lodestar.server.config.Configuration;
import io.lodestar.server.http.Method;
import io.lodestar.server.http.Reply;
import io.lodestar.server.http.Request;
import io.lodestar.server.http.Router;
import io.lodestar.server.insight.Readiness;

/** Whether the process lives, has started, and is to be sent work, for those who watch over processes. For everybody, in plain text too. */
final class Health implements Pages {
    private final Readiness readiness;
    private final Configuration configuration;

    Health(Readiness readiness, Configuration configuration) {
        this.readiness = readiness;
        this.configuration = configuration;
    }

    @Override
    public void addTo(Router.Builder router) {
        router.addAtOnce(Method.GET, "/livez", request -> status("alive"));
        router.addAtOnce(Method.GET, "/startupz", request -> status("started"));
        router.addAtOnce(Method.GET, "/readyz", this::readyz);
    }

    private static Reply status(String status) {
        return Reply.json(json -> {
            json.writeStartObject();
            json.writeStringField("status", status);
            json.writeEndObject();
        });
    }

    /** Reasons may be there while the server is ready: not everything may be known yet. */
    private Reply readyz(Request request) {
        var settings = configuration.current();
        boolean ready = readiness.isReady(settings) && !readiness.isLeaving();
        return Reply.json(ready ? 200 : 503, json -> {
            json.writeStartObject();
            json.writeStringField("status", ready ? "ready" : "not ready");
            json.writeArrayFieldStart("reasons");
            for (var reason : readiness.reasons(settings)) {
                json.writeString(reason);
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }
}
