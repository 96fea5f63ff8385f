package io.lodestar.server.web;

import com.fasterxml.jackson.core.JsonGenerator;
import io.lodestar.protocol.ExtFields;
import io.lodestar.protocol.RequestCode;
import io.lodestar.server.administration.Administration;
import io.lodestar.server.config.ConfiguredKey;
import io.lodestar.server.config.UpdateOutcome;
import io.lodestar.server.http.Method;
import io.lodestar.server.http.Problem;
import io.lodestar.server.http.Reply;
import io.lodestar.server.http.Request;
import io.lodestar.server.http.Router;
import java.io.IOException;
import java.util.Locale;

/** The configuration: each key, its value and where that comes from. */
final class ConfigPages implements Pages {
    private static final String PATH = "/api/v1/config";

    private final Sources sources;
    private final Doorkeeper door;
    private final Administration administration;

    ConfigPages(Sources sources, Doorkeeper door, Administration administration) {
        this.sources = sources;
        this.door = door;
        this.administration = administration;
    }

    @Override
    public void addTo(Router.Builder router) {
        router.add(Method.GET, PATH, door.reading(RequestCode.GET_CONFIG, this::show));
        router.add(
                Method.PATCH,
                PATH,
                door.changing(
                        RequestCode.UPDATE_CONFIG,
                        request -> ExtFields.EMPTY,
                        AdministrationPages.guarded(this::change)));
    }

    private Reply show(Request request) {
        Asked.of(request);
        var keys = sources.configuration().table();
        return Reply.json(json -> {
            json.writeStartObject();
            json.writeNumberField("atMillis", sources.clock().millis());
            json.writeNumberField("total", keys.size());
            Fields.list(json, "items", keys, ConfigPages::write);
            json.writeEndObject();
        });
    }

    private static void write(JsonGenerator json, ConfiguredKey configured) throws IOException {
        var key = configured.key();
        json.writeStartObject();
        json.writeStringField("name", key.name());
        json.writeStringField("section", key.section().title());
        json.writeStringField("type", key.description());
        json.writeStringField("value", configured.value());
        json.writeStringField("default", key.defaultText());
        json.writeStringField("origin", configured.origin().name().toLowerCase(Locale.ROOT));
        json.writeStringField("effect", effect(configured));
        json.writeBooleanField("changeable", configured.changeable());
        json.writeStringField("meaning", key.meaning());
        json.writeEndObject();
    }

    private static String effect(ConfiguredKey configured) {
        return switch (configured.key().effect()) {
            case LIVE -> "live";
            case RESTART, REFUSED -> "restart";
            case IGNORED -> "never";
        };
    }

    private Reply change(Request request, Runnable changed) {
        Asked.of(request);
        var wanted = Body.of(request).texts();
        if (wanted.isEmpty()) {
            throw new Problem(422, "the body names no key");
        }
        wanted.forEach((name, value) -> sources.configuration()
                .objection(name, value)
                .ifPresent(objection -> {
                    throw new Problem(422, objection + "; nothing was changed");
                }));
        var outcome = administration.changeConfiguration(wanted, AdministrationPages.by(request));
        if (outcome.kind() == UpdateOutcome.Kind.APPLIED || outcome.kind() == UpdateOutcome.Kind.NOT_SAVED) {
            changed.run(); // it holds, even if the next start does not know it
        }
        return switch (outcome.kind()) {
            case APPLIED ->
                AdministrationPages.outcome(
                        sources,
                        !outcome.changes().isEmpty(),
                        outcome.changes().isEmpty()
                                ? "that is what holds already"
                                : String.join(", ", outcome.changes()));
            case NOT_SAVED -> throw new Problem(500, outcome.remark());
            case REFUSED, MALFORMED -> throw new Problem(422, outcome.remark());
        };
    }
}
