package io.lodestar.server.web;

import com.fasterxml.jackson.core.JsonGenerator;
import io.lodestar.protocol.RequestCode;
import io.lodestar.server.http.Method;
import io.lodestar.server.http.Reply;
import io.lodestar.server.http.Request;
import io.lodestar.server.http.Router;
import io.lodestar.server.insight.Missing;
import io.lodestar.transport.Addresses;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The topics that are asked for in vain. */
final class MissingPages implements Pages {
    private static final int SHOWN = 100;
    /** Each of them is compared with the names of all topics. */
    private static final int COMPARED = 20;

    private final Sources sources;
    private final Doorkeeper door;

    MissingPages(Sources sources, Doorkeeper door) {
        this.sources = sources;
        this.door = door;
    }

    @Override
    public void addTo(Router.Builder router) {
        router.add(Method.GET, "/api/v1/missing-topics", door.reading(RequestCode.EXPLAIN_TOPIC, this::missing));
    }

    private Reply missing(Request request) {
        Asked.of(request);
        var wanted = sources.insight().missing().wanted().stream()
                .filter(topic -> sources.registry().find(topic.topic()).isEmpty())
                .toList();
        var shown = wanted.subList(0, Math.min(SHOWN, wanted.size()));
        var names = shown.stream().limit(COMPARED).map(Missing.Wanted::topic).toList();
        var similar = sources.insight().similar(names);
        return Reply.json(json -> {
            json.writeStartObject();
            json.writeNumberField("atMillis", sources.clock().millis());
            json.writeNumberField("total", wanted.size());
            Fields.list(json, "items", shown, (out, topic) -> write(out, topic, similar));
            json.writeEndObject();
        });
    }

    private void write(JsonGenerator json, Missing.Wanted wanted, Map<String, List<String>> similar)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("topic", wanted.topic());
        json.writeNumberField("asked", wanted.asked());
        json.writeNumberField("lastAskedMillis", wanted.lastAskedMillis());
        Fields.list(json, "lastCallers", wanted.callers(), MissingPages::writeCaller);
        Fields.text(json, "reason", sources.insight().absence().clause(wanted.topic()));
        Fields.texts(json, "similar", similar.getOrDefault(wanted.topic(), List.of()));
        json.writeEndObject();
    }

    private static void writeCaller(JsonGenerator json, Missing.Caller caller) throws IOException {
        json.writeStartObject();
        json.writeStringField("address", Addresses.text(caller.address()));
        json.writeStringField("language", caller.program().language().name());
        json.writeStringField("version", caller.program().release());
        json.writeNumberField("asked", caller.asked());
        json.writeEndObject();
    }
}
