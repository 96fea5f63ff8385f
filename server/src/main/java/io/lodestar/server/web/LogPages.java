package io.lodestar.server.web;

import io.lodestar.protocol.ExtFields;
import io.lodestar.protocol.RequestCode;
import io.lodestar.server.config.LogLevel;
import io.lodestar.server.http.Method;
import io.lodestar.server.http.Problem;
import io.lodestar.server.http.Reply;
import io.lodestar.server.http.Request;
import io.lodestar.server.http.Router;
import io.lodestar.server.journal.Event;
import io.lodestar.server.journal.EventKind;
import io.lodestar.server.logs.LogLevels;
import java.util.Locale;
import java.util.Optional;

/** How much is logged, and by which logger. */
final class LogPages implements Pages {
    private static final String PATH = "/api/v1/logs";
    private static final String INHERITED = "INHERITED";

    private final Sources sources;
    private final Doorkeeper door;

    LogPages(Sources sources, Doorkeeper door) {
        this.sources = sources;
        this.door = door;
    }

    @Override
    public void addTo(Router.Builder router) {
        router.add(Method.GET, PATH, door.reading(RequestCode.GET_CONFIG, this::show));
        router.add(
                Method.PUT,
                PATH + "/{logger}",
                door.changing(RequestCode.UPDATE_CONFIG, request -> ExtFields.EMPTY, this::change));
    }

    /** A program that runs the server inside may log by something else. */
    private static LogLevels levels() {
        return LogLevels.ofProcess()
                .orElseThrow(
                        () -> new Problem(501, "this process does not log by Logback, so its levels are not known"));
    }

    private Reply show(Request request) {
        Asked.of(request);
        var levels = levels().levels();
        return Reply.json(json -> {
            json.writeStartObject();
            json.writeNumberField("atMillis", sources.clock().millis());
            json.writeNumberField("total", levels.size());
            Fields.list(json, "items", levels.entrySet(), (out, logger) -> {
                out.writeStartObject();
                out.writeStringField("name", logger.getKey());
                out.writeStringField("level", logger.getValue());
                out.writeEndObject();
            });
            json.writeEndObject();
        });
    }

    private Reply change(Request request, Runnable changed) {
        Asked.of(request);
        var members = Body.of(request).texts();
        var wanted = Optional.ofNullable(members.get("level")).map(level -> level.toUpperCase(Locale.ROOT));
        var level = wanted.flatMap(LogLevel::of);
        if (members.size() != 1 || (level.isEmpty() && !wanted.equals(Optional.of(INHERITED)))) {
            throw new Problem(
                    422, "the body must be {\"level\": …} with one of TRACE, DEBUG, INFO, WARN, ERROR, OFF, INHERITED");
        }
        var logger = request.captured("logger");
        try {
            var before = levels().levels();
            levels().change(logger, level);
            boolean different = !levels().levels().equals(before);
            var was = before.getOrDefault(logger, INHERITED);
            var told = "logger " + logger + " from " + was + " to " + wanted.orElse("");
            sources.journal().append(Event.of(EventKind.CONFIG_CHANGED, told).by(AdministrationPages.by(request)));
            changed.run();
            var text = Asked.cut(logger) + " logs " + wanted.orElse("");
            return AdministrationPages.outcome(sources, different, text);
        } catch (IllegalArgumentException unfit) {
            throw new Problem(422, String.valueOf(unfit.getMessage()));
        }
    }
}
