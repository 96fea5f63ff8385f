package io.lodestar.server.web;

import com.fasterxml.jackson.core.JsonGenerator;
import io.lodestar.protocol.RequestCode;
import io.lodestar.protocol.body.GroupExplanation;
import io.lodestar.protocol.json.JsonDialect;
import io.lodestar.registry.BrokerGroup;
import io.lodestar.registry.StaticMapping;
import io.lodestar.registry.TopicRoute;
import io.lodestar.server.config.Keys;
import io.lodestar.server.http.Method;
import io.lodestar.server.http.Problem;
import io.lodestar.server.http.Reply;
import io.lodestar.server.http.Request;
import io.lodestar.server.http.Router;
import java.io.IOException;
import java.util.Optional;

/** One topic: its route, and why that is as it is. */
final class RoutePages implements Pages {
    private static final String PATH = "/api/v1/topics/{name}";

    private final Sources sources;
    private final Doorkeeper door;

    RoutePages(Sources sources, Doorkeeper door) {
        this.sources = sources;
        this.door = door;
    }

    @Override
    public void addTo(Router.Builder router) {
        router.add(Method.GET, PATH, door.reading(RequestCode.EXPLAIN_TOPIC, this::topic));
        router.add(Method.GET, PATH + "/route", door.reading(RequestCode.GET_ROUTE_INFO, this::bytes));
        router.add(Method.GET, PATH + "/explanation", door.reading(RequestCode.EXPLAIN_TOPIC, this::explanation));
    }

    private Reply topic(Request request) {
        Asked.of(request);
        var topic = request.captured("name");
        var found = sources.registry().find(topic);
        var system = new SystemTopics(sources.registry().groups());
        return Reply.json(json -> {
            json.writeStartObject();
            json.writeNumberField("atMillis", sources.clock().millis());
            json.writeStringField("topic", topic);
            json.writeBooleanField("found", found.isPresent());
            if (found.isEmpty()) {
                Fields.text(json, "reason", sources.insight().absence().clause(topic));
            }
            json.writeBooleanField("system", system.contain(topic));
            json.writeNumberField("watchers", sources.watch().watchers(topic));
            if (found.isPresent()) {
                Fields.object(json, "route", out -> write(out, topic, found.get()));
            }
            json.writeEndObject();
        });
    }

    private void write(JsonGenerator json, String topic, TopicRoute found) throws IOException {
        boolean acting = sources.configuration().current().get(Keys.SUPPORT_ACTING_MASTER);
        Fields.list(json, "brokers", found.route().brokers(), (out, broker) -> write(out, broker.group(), acting));
        Fields.list(json, "queues", sources.insight().explain(found), RoutePages::writeQueues);
        Fields.text(json, "order", sources.kv().orderConfig(topic));
        if (!found.mappings().isEmpty()) {
            Fields.object(json, "mapping", out -> {
                for (var mapping : found.mappings().values()) {
                    Fields.object(out, mapping.brokerName(), members -> write(members, mapping));
                }
            });
        }
    }

    private static void write(JsonGenerator json, BrokerGroup group, boolean acting) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", group.name());
        json.writeStringField("cluster", group.cluster());
        Fields.object(json, "addresses", out -> {
            for (var member : group.members().values()) {
                out.writeStringField(Long.toString(member.brokerId()), member.address());
            }
        });
        Fields.text(json, "zone", Optional.of(group.zone()).filter(zone -> !zone.isEmpty()));
        json.writeBooleanField("drained", group.drained());
        Fields.text(json, "actingMaster", BrokerPages.actingMaster(group, acting));
        json.writeEndObject();
    }

    private static void writeQueues(JsonGenerator json, GroupExplanation group) throws IOException {
        json.writeStartObject();
        json.writeStringField("broker", group.registered().brokerName());
        json.writeNumberField("read", group.registered().readQueueNums());
        json.writeNumberField("write", group.registered().writeQueueNums());
        json.writeNumberField("permission", group.registered().permission());
        json.writeNumberField("answeredPermission", group.answeredPermission());
        Fields.texts(json, "why", group.reasons());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, StaticMapping mapping) throws IOException {
        json.writeStringField("scope", mapping.scope());
        json.writeNumberField("totalQueues", mapping.totalQueues());
        json.writeNumberField("epoch", mapping.epoch());
        Fields.object(json, "queues", out -> {
            for (var queue : mapping.currentIds().entrySet()) {
                out.writeNumberField(Integer.toString(queue.getKey()), queue.getValue());
            }
        });
    }

    private Reply bytes(Request request) {
        var form = Asked.of(request, "form").text("form").orElse("standard");
        var dialect = switch (form) {
            case "standard" -> JsonDialect.STANDARD;
            case "legacy" -> JsonDialect.LEGACY;
            default -> throw new Problem(400, "form=" + Asked.cut(form) + " must be standard or legacy");
        };
        var topic = request.captured("name");
        var body = sources.routes().apply(topic, dialect);
        return body.map(bytes -> Reply.of(200, type(dialect), bytes)).orElseThrow(() -> absent(topic));
    }

    /** What the legacy form has is no JSON: its numbers are names without quotes. */
    private static String type(JsonDialect dialect) {
        return dialect == JsonDialect.STANDARD ? Reply.JSON : "text/plain; charset=utf-8";
    }

    private Problem absent(String topic) {
        var settings = sources.configuration().current();
        if (!sources.insight().readiness().isReady(settings)) {
            return new Problem(503, "this name server is not ready, so it answers no routes yet");
        }
        var reason = sources.insight().absence().clause(topic);
        return new Problem(
                404,
                "topic " + Asked.cut(topic) + " has no route here"
                        + reason.map(clause -> ": " + clause).orElse(""));
    }

    private Reply explanation(Request request) {
        Asked.of(request);
        var explained = sources.insight().explain(request.captured("name"));
        return Reply.json(json -> {
            json.writeStartObject();
            json.writeNumberField("atMillis", sources.clock().millis());
            json.writeStringField("topic", explained.topic());
            json.writeBooleanField("found", explained.routed());
            Fields.texts(json, "reasons", explained.reasons());
            Fields.text(json, "order", explained.orderConfig());
            Fields.list(json, "groups", explained.groups(), RoutePages::writeGroup);
            Fields.list(json, "events", explained.events(), EventJson::write);
            json.writeEndObject();
        });
    }

    private static void writeGroup(JsonGenerator json, GroupExplanation group) throws IOException {
        json.writeStartObject();
        json.writeStringField("cluster", group.cluster());
        json.writeStringField("broker", group.registered().brokerName());
        json.writeNumberField("read", group.registered().readQueueNums());
        json.writeNumberField("write", group.registered().writeQueueNums());
        json.writeNumberField("permission", group.registered().permission());
        json.writeNumberField("answeredPermission", group.answeredPermission());
        Fields.text(json, "master", group.master());
        Fields.text(json, "actingMaster", group.actingMaster());
        Fields.text(json, "zone", group.zone());
        Fields.texts(json, "reasons", group.reasons());
        json.writeEndObject();
    }
}
