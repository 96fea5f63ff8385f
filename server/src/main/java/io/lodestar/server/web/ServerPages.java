package io.lodestar.server.web;

import com.fasterxml.jackson.core.JsonGenerator;
import io.lodestar.protocol.RequestCode;
import io.lodestar.protocol.body.ServerStateBody;
import io.lodestar.server.config.AccessKeys;
import io.lodestar.server.http.Json;
import io.lodestar.server.http.Method;
import io.lodestar.server.http.Reply;
import io.lodestar.server.http.Request;
import io.lodestar.server.http.Router;
import io.lodestar.server.metrics.Rates;
import io.lodestar.transport.Addresses;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntSupplier;

/** The name server itself: how it is, and who is connected. */
final class ServerPages implements Pages {
    private static final String DESCRIPTION = "openapi.yaml";
    private static final int SHOWN_RELEASES = 100;

    private final Sources sources;
    private final Doorkeeper door;
    private final Rates rates;
    private volatile IntSupplier streams = () -> 0;
    private final MachineName machine = new MachineName();

    ServerPages(Sources sources, Doorkeeper door) {
        this.sources = sources;
        this.door = door;
        this.rates = new Rates(sources.observed().requests(), sources.ticker());
    }

    /** From now on, asks there how many event streams are open. */
    void countStreams(IntSupplier count) {
        streams = count;
    }

    @Override
    public void addTo(Router.Builder router) {
        router.add(Method.GET, "/api/v1/" + DESCRIPTION, door.open(ServerPages::description));
        router.add(Method.GET, "/api/v1/server", door.reading(RequestCode.GET_SERVER_STATE, this::server));
        router.add(Method.GET, "/api/v1/connections", door.reading(RequestCode.GET_SERVER_STATE, this::connections));
    }

    private static Reply description(Request request) throws IOException {
        Asked.of(request);
        try (InputStream file = ServerPages.class.getResourceAsStream(DESCRIPTION)) {
            if (file == null) {
                throw new IOException(DESCRIPTION + " is not in the jar");
            }
            return Reply.of(200, "application/yaml", file.readAllBytes());
        }
    }

    private Reply server(Request request) {
        Asked.of(request);
        var state = sources.insight().state();
        var settings = sources.configuration().current();
        var you = door.you(request);
        return Reply.json(json -> {
            json.writeStartObject();
            json.writeNumberField("atMillis", sources.clock().millis());
            json.writeStringField("release", state.version());
            json.writeStringField("epoch", state.epoch());
            json.writeNumberField("startedAtMillis", state.startMillis());
            json.writeStringField("address", Addresses.text(sources.address()));
            json.writeStringField("httpAddress", Addresses.text(request.caller().ownAddress()));
            Fields.text(json, "name", machine.text());
            writeNews(json, state);
            json.writeStringField(
                    "accessControl",
                    settings.get(AccessKeys.ACCESS_CONTROL).toString().toLowerCase(Locale.ROOT));
            Fields.object(json, "you", out -> {
                Fields.text(out, "account", you.account());
                out.writeBooleanField("mayWrite", you.whyNoChange().isEmpty());
                Fields.text(out, "why", you.whyNoChange());
            });
            Optional<Long> expiry = sources.tls().expiry().map(Instant::toEpochMilli);
            Fields.number(json, "certificateExpiresAtMillis", expiry);
            json.writeEndObject();
        });
    }

    /** Returns what all event streams are told every two seconds. */
    byte[] news() {
        rates.sample();
        var state = sources.insight().state();
        Json.Value data = json -> {
            json.writeStartObject();
            json.writeNumberField("atMillis", sources.clock().millis());
            writeNews(json, state);
            json.writeEndObject();
        };
        return EventHub.message("", "server", data);
    }

    private void writeNews(JsonGenerator json, ServerStateBody state) throws IOException {
        var counts = state.counts();
        var current = rates.current();
        json.writeBooleanField("ready", state.ready());
        Fields.texts(json, "reasons", state.reasons());
        Fields.object(json, "counts", out -> {
            out.writeNumberField("topics", counts.topics());
            out.writeNumberField("groups", counts.brokerGroups());
            out.writeNumberField("brokers", counts.brokers());
            out.writeNumberField("connections", counts.connections());
            out.writeNumberField("watchers", counts.watchers());
            out.writeNumberField("streams", streams.getAsInt());
        });
        Fields.object(json, "rates", out -> {
            out.writeNumberField("requestsPerSecond", current.requestsPerSecond());
            out.writeNumberField("routesPerSecond", current.routesPerSecond());
            out.writeNumberField("registrationsPerSecond", current.registrationsPerSecond());
            out.writeNumberField("errorsPerSecond", current.errorsPerSecond());
        });
    }

    /** By reason in words; of connections, and of requests that no account allows. */
    private SortedMap<String, Long> refusals() {
        var counts = new TreeMap<String, Long>();
        sources.observed()
                .defences()
                .refusals()
                .counts()
                .forEach((reason, count) -> counts.merge(words(reason), count, Long::sum));
        sources.access().refusals().forEach((reason, count) -> counts.merge(words(reason), count, Long::sum));
        counts.values().removeIf(count -> count == 0);
        return counts;
    }

    private static String words(Enum<?> reason) {
        return reason.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private Reply connections(Request request) {
        Asked.of(request);
        var census = sources.insight().callers().census();
        return Reply.json(json -> {
            json.writeStartObject();
            json.writeNumberField("atMillis", sources.clock().millis());
            json.writeNumberField("total", census.total());
            Fields.object(json, "byKind", out -> {
                out.writeNumberField("broker", census.brokers());
                out.writeNumberField("client", Math.max(0, census.total() - census.brokers() - census.silent()));
                out.writeNumberField("silent", census.silent());
            });
            var releases = census.releases().stream().limit(SHOWN_RELEASES).toList();
            Fields.list(json, "byRelease", releases, (out, release) -> {
                out.writeStartObject();
                out.writeStringField("language", release.getKey().language().name());
                out.writeStringField("version", release.getKey().release());
                out.writeNumberField("connections", release.getValue());
                out.writeEndObject();
            });
            Fields.list(json, "topSources", census.topSources(), (out, source) -> {
                out.writeStartObject();
                out.writeStringField("source", source.getKey());
                out.writeNumberField("connections", source.getValue());
                out.writeEndObject();
            });
            Fields.object(json, "refusals", out -> {
                for (var refusal : refusals().entrySet()) {
                    out.writeNumberField(refusal.getKey(), refusal.getValue());
                }
            });
            json.writeEndObject();
        });
    }
}
