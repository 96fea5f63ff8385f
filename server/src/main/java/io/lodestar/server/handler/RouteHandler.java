package io.lodestar.server.handler;

import io.lodestar.protocol.ResponseCode;
import io.lodestar.protocol.body.RouteBody;
import io.lodestar.protocol.header.GetRouteRequest;
import io.lodestar.protocol.json.JsonDialect;
import io.lodestar.registry.Registry;
import io.lodestar.registry.TopicRoute;
import io.lodestar.server.config.Configuration;
import io.lodestar.server.config.Keys;
import io.lodestar.server.config.Settings;
import io.lodestar.server.insight.Absence;
import io.lodestar.server.insight.Insight;
import io.lodestar.server.insight.Missing;
import io.lodestar.server.insight.Readiness;
import io.lodestar.server.store.KvStore;
import java.util.Optional;

/** Tells where a topic lives (protocol 3.6, 4.5). Most topics have nothing of their own, so their layout's bytes are the answer. */
final class RouteHandler {
    /** Brokers look for their own group in the route of this topic, so it is answered with the true ids. */
    private static final String MEMBER_TOPIC_PREFIX = "rmq_sys_SYNC_BROKER_MEMBER_";

    private final Registry registry;
    private final KvStore kv;
    private final Configuration configuration;
    private final Absence absence;
    private final Readiness readiness;
    private final Missing missing;
    private final Renderings renderings = Renderings.ofThisProcess();

    RouteHandler(Services services, Insight insight) {
        this.registry = services.registry();
        this.kv = services.kv();
        this.configuration = services.configuration();
        this.absence = insight.absence();
        this.readiness = insight.readiness();
        this.missing = insight.missing();
    }

    Answer route(Request request) {
        var settings = configuration.current();
        requireReady(settings);
        var asked = GetRouteRequest.from(request.fields());
        if (asked.topic().isEmpty()) {
            throw unknown("null", "");
        }
        String topic = asked.topic().get();
        var found = registry.find(topic);
        if (found.isEmpty()) {
            missing.asked(topic, request.connection(), request.header());
            throw unknown(topic, absence.reason(topic));
        }

        var dialect = asked.acceptStandardJsonOnly() ? JsonDialect.STANDARD : request.dialect();
        return answer(topic, found.get(), dialect, asked.zone());
    }

    /** Returns what a client in no zone is answered; empty for a topic without a route, or as long as no routes are answered. */
    Optional<Answer> show(String topic, JsonDialect dialect) {
        return readiness.isReady(configuration.current())
                ? registry.find(topic).map(found -> answer(topic, found, dialect, Optional.empty()))
                : Optional.empty();
    }

    private Answer answer(String topic, TopicRoute found, JsonDialect dialect, Optional<String> zone) {
        var settings = configuration.current();
        boolean acting = settings.get(Keys.SUPPORT_ACTING_MASTER) && !topic.startsWith(MEMBER_TOPIC_PREFIX);
        var order = settings.get(Keys.ORDER_MESSAGE_ENABLE) ? kv.orderConfig(topic) : Optional.<String>empty();
        if (order.isEmpty() && zone.isEmpty() && found.mappings().isEmpty()) {
            return renderings.answer(found.route(), Manner.of(dialect, acting));
        }
        var own = own(found, acting, order);
        var answered = zone.map(name -> new ZoneFilter(name).apply(own)).orElse(own);
        return Answer.of(Answer.written(answered::writeTo, dialect));
    }

    private static RouteBody own(TopicRoute found, boolean acting, Optional<String> order) {
        var shared = RouteBodies.route(found.route().brokers(), acting);
        return new RouteBody(
                shared.brokers(),
                shared.queues(),
                shared.filterServers(),
                order,
                RouteBodies.mappings(found.mappings()));
    }

    private void requireReady(Settings settings) {
        if (!readiness.isReady(settings)) {
            throw new Refusal(ResponseCode.SYSTEM_ERROR, "name server not ready");
        }
    }

    /** The original's words come first, for those who look for them. */
    private static Refusal unknown(String topic, String reason) {
        return new Refusal(
                ResponseCode.TOPIC_NOT_EXIST,
                "No topic route info in name server for the topic: " + topic
                        + "\nSee https://rocketmq.apache.org/docs/bestPractice/06FAQ for further details." + reason);
    }
}
