package io.lodestar.server.web;

import com.fasterxml.jackson.core.JsonGenerator;
import io.lodestar.protocol.RequestCode;
import io.lodestar.server.http.Method;
import io.lodestar.server.http.Reply;
import io.lodestar.server.http.Request;
import io.lodestar.server.http.Router;
import io.lodestar.server.peers.Difference;
import io.lodestar.server.peers.Differences;
import io.lodestar.server.peers.PeerState;
import java.io.IOException;
import java.util.Optional;

/** How what the other name servers know compares with what this one knows. */
final class PeerPages implements Pages {
    private final Sources sources;
    private final Doorkeeper door;

    PeerPages(Sources sources, Doorkeeper door) {
        this.sources = sources;
        this.door = door;
    }

    @Override
    public void addTo(Router.Builder router) {
        router.add(Method.GET, "/api/v1/peers", door.reading(RequestCode.GET_SERVER_STATE, this::peers));
    }

    private Reply peers(Request request) {
        Asked.of(request);
        var states = sources.peers().states();
        return Reply.json(json -> {
            json.writeStartObject();
            json.writeNumberField("atMillis", sources.clock().millis());
            json.writeNumberField("total", states.size());
            Fields.list(json, "items", states, PeerPages::write);
            json.writeEndObject();
        });
    }

    private static void write(JsonGenerator json, PeerState state) throws IOException {
        json.writeStartObject();
        json.writeStringField("peer", state.address());
        Fields.text(json, "httpAddress", state.httpAddress());
        json.writeStringField("state", state.agreement().text());
        Fields.text(json, "detail", Optional.of(state.remark()).filter(remark -> !remark.isEmpty()));
        Fields.number(json, "checkedAtMillis", state.checkedAtMillis());
        Fields.number(json, "sinceMillis", state.sinceMillis());
        Fields.text(json, "release", state.release());
        if (state.ready().isPresent()) {
            json.writeBooleanField("ready", state.ready().get());
        }
        if (!state.differences().isEmpty()) {
            Fields.object(json, "differences", out -> {
                for (var subject : state.differences().entrySet()) {
                    Fields.object(out, subject.getKey().text(), members -> write(members, subject.getValue()));
                }
            });
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Differences differences) throws IOException {
        json.writeNumberField("total", differences.total());
        json.writeBooleanField("exact", differences.exact());
        Fields.list(json, "items", differences.items(), PeerPages::write);
    }

    private static void write(JsonGenerator json, Difference difference) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", difference.name());
        json.writeStringField("kind", difference.kind().text());
        json.writeNumberField("sinceMillis", difference.sinceMillis());
        json.writeStringField("detail", difference.detail());
        json.writeEndObject();
    }
}
