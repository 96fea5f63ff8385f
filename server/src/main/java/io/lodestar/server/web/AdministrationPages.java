package io.lodestar.server.web;

import io.lodestar.protocol.ExtFields;
import io.lodestar.protocol.LimitExceededException;
import io.lodestar.protocol.MalformedBodyException;
import io.lodestar.protocol.RequestCode;
import io.lodestar.server.administration.Administration;
import io.lodestar.server.http.Method;
import io.lodestar.server.http.Problem;
import io.lodestar.server.http.Reply;
import io.lodestar.server.http.Request;
import io.lodestar.server.http.Router;
import io.lodestar.transport.Addresses;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** What people change: topics, drains, and the KV configuration. */
final class AdministrationPages implements Pages {
    private static final String KV = "/api/v1/kv/{namespace}";
    private static final String DRAINS = "/api/v1/drains";

    private final Sources sources;
    private final Doorkeeper door;
    private final Administration administration;

    AdministrationPages(Sources sources, Doorkeeper door, Administration administration) {
        this.sources = sources;
        this.door = door;
        this.administration = administration;
    }

    @Override
    public void addTo(Router.Builder router) {
        router.add(Method.GET, "/api/v1/kv", door.reading(RequestCode.GET_KV_LIST, this::namespaces));
        router.add(Method.GET, KV, door.reading(RequestCode.GET_KV_LIST, this::namespace));
        router.add(
                Method.PUT,
                KV + "/{key}",
                door.changing(RequestCode.PUT_KV_CONFIG, AdministrationPages::aboutKv, guarded(this::putKv)));
        router.add(
                Method.DELETE,
                KV + "/{key}",
                door.changing(RequestCode.DELETE_KV_CONFIG, AdministrationPages::aboutKv, guarded(this::deleteKv)));
        router.add(Method.GET, DRAINS, door.reading(RequestCode.GET_BROKER_STATES, this::drains));
        router.add(
                Method.PUT,
                DRAINS + "/{broker}",
                door.changing(
                        RequestCode.WIPE_WRITE_PERMISSION, AdministrationPages::aboutBroker, guarded(this::drain)));
        router.add(
                Method.DELETE,
                DRAINS + "/{broker}",
                door.changing(RequestCode.ADD_WRITE_PERMISSION, AdministrationPages::aboutBroker, guarded(this::lift)));
        router.add(
                Method.DELETE,
                "/api/v1/topics/{name}",
                door.changing(RequestCode.DELETE_TOPIC, AdministrationPages::aboutTopic, guarded(this::deleteTopic)));
    }

    private static ExtFields aboutKv(Request request) {
        return ExtFields.of(Map.of("namespace", request.captured("namespace"), "key", request.captured("key")));
    }

    private static ExtFields aboutBroker(Request request) {
        return ExtFields.of(Map.of("brokerName", request.captured("broker")));
    }

    private static ExtFields aboutTopic(Request request) {
        var fields = new TreeMap<String, String>();
        fields.put("topic", request.captured("name"));
        request.query("cluster").filter(name -> !name.isEmpty()).ifPresent(name -> fields.put("clusterName", name));
        return ExtFields.of(fields);
    }

    /** What the other doors refuse by throwing, HTTP has a status for. */
    static Change guarded(Change change) {
        return (request, changed) -> {
            try {
                return change.apply(request, changed);
            } catch (LimitExceededException limit) {
                throw new Problem(413, String.valueOf(limit.getMessage()));
            } catch (MalformedBodyException malformed) {
                throw new Problem(422, String.valueOf(malformed.getMessage()));
            }
        };
    }

    static String by(Request request) {
        return Addresses.text(request.caller().address());
    }

    /** Returns the reply to a change. */
    static Reply outcome(Sources sources, boolean different, String text) {
        return Reply.json(json -> {
            json.writeStartObject();
            json.writeNumberField("atMillis", sources.clock().millis());
            json.writeBooleanField("changed", different);
            json.writeStringField("text", text);
            json.writeEndObject();
        });
    }

    private Reply namespaces(Request request) {
        Asked.of(request);
        var names = sources.kv().namespaces();
        Function<String, Integer> keys =
                name -> sources.kv().list(name).map(Map::size).orElse(0);
        return Reply.json(json -> {
            json.writeStartObject();
            json.writeNumberField("atMillis", sources.clock().millis());
            json.writeNumberField("total", names.size());
            Fields.list(json, "items", names, (out, name) -> {
                out.writeStartObject();
                out.writeStringField("name", name);
                out.writeNumberField("keys", keys.apply(name));
                out.writeEndObject();
            });
            json.writeEndObject();
        });
    }

    private Reply namespace(Request request) {
        var asked = Asked.of(request, "after", "limit");
        var name = request.captured("namespace");
        var entries = sources.kv()
                .list(name)
                .orElseThrow(() -> new Problem(404, "there is no KV namespace " + Asked.cut(name) + " here"));
        var page = new ValuePage(entries, asked.text("after"), asked.limit());
        return Reply.json(json -> {
            json.writeStartObject();
            json.writeNumberField("atMillis", sources.clock().millis());
            json.writeNumberField("total", entries.size());
            Fields.text(json, "next", page.next());
            Fields.list(json, "items", page.entries(), (out, entry) -> {
                out.writeStartObject();
                out.writeStringField("key", entry.getKey());
                out.writeStringField("value", entry.getValue());
                out.writeEndObject();
            });
            json.writeEndObject();
        });
    }

    private Reply putKv(Request request, Runnable changed) throws IOException {
        Asked.of(request);
        var members = Body.of(request).texts();
        var value = Optional.ofNullable(members.get("value"));
        if (value.isEmpty() || members.size() > 1) {
            throw new Problem(422, "the body must be {\"value\": \"…\"}");
        }
        var namespace = request.captured("namespace");
        var key = request.captured("key");
        boolean different = administration.putKv(namespace, key, value, by(request));
        changed.run();
        return outcome(
                sources, different, namespace + "/" + key + (different ? " has" : " already had") + " that value");
    }

    private Reply deleteKv(Request request, Runnable changed) throws IOException {
        Asked.of(request);
        var namespace = request.captured("namespace");
        var key = request.captured("key");
        boolean known = administration.deleteKv(namespace, key, by(request));
        changed.run();
        return outcome(sources, known, namespace + "/" + key + (known ? " is deleted" : " was not there"));
    }

    private Reply drains(Request request) {
        Asked.of(request);
        var drains = sources.registry().drains();
        var groups = sources.registry().groups();
        return Reply.json(json -> {
            json.writeStartObject();
            json.writeNumberField("atMillis", sources.clock().millis());
            json.writeNumberField("total", drains.size());
            Fields.list(json, "items", drains, (out, drain) -> {
                out.writeStartObject();
                out.writeStringField("cluster", drain.cluster());
                out.writeStringField("broker", drain.brokerName());
                out.writeBooleanField("present", groups.containsKey(drain.brokerName()));
                out.writeEndObject();
            });
            json.writeEndObject();
        });
    }

    private Reply drain(Request request, Runnable changed) throws IOException {
        Asked.of(request);
        var broker = request.captured("broker");
        BrokerPages.known(sources.registry().groups(), broker);
        var outcome = administration.drain(broker, by(request));
        changed.run();
        boolean different = !outcome.changed().isEmpty();
        return outcome(sources, different, broker + (different ? " is drained" : " was drained before"));
    }

    private Reply lift(Request request, Runnable changed) throws IOException {
        Asked.of(request);
        var broker = request.captured("broker");
        var outcome = administration.liftDrain(broker, by(request));
        changed.run();
        boolean different = !outcome.changed().isEmpty();
        return outcome(sources, different, broker + (different ? " may be written to again" : " was not drained"));
    }

    private Reply deleteTopic(Request request, Runnable changed) {
        var cluster = Asked.of(request, "cluster").text("cluster");
        var topic = request.captured("name");
        if (!administration.deleteTopic(topic, cluster, by(request))) {
            throw new Problem(
                    404,
                    "there is no topic " + Asked.cut(topic)
                            + cluster.map(name -> " in cluster " + Asked.cut(name))
                                    .orElse(" here"));
        }
        changed.run();
        return outcome(sources, true, topic + " is forgotten until a broker registers it anew");
    }
}
