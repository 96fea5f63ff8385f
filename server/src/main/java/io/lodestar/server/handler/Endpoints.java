package io.lodestar.server.handler;

import io.lodestar.protocol.RequestCode;
import io.lodestar.protocol.ResponseCode;
import io.lodestar.protocol.header.RegisterBrokerRequest;
import io.lodestar.protocol.json.JsonDialect;
import io.lodestar.registry.BrokerIdentity;
import io.lodestar.server.administration.Administration;
import io.lodestar.server.config.InputLimits;
import io.lodestar.server.insight.Callers;
import io.lodestar.server.insight.Insight;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Which handler answers which request code. Immutable. */
final class Endpoints {
    /** By code; a code that is nobody's has none. */
    private final Map<Integer, Endpoint> endpoints = new HashMap<>();

    private final KvHandler kv;
    private final RegistrationHandler registration;
    private final BrokerHandler broker;
    private final RouteHandler route;
    private final ClusterHandler cluster;
    private final TopicListHandler topicList;
    private final TopicHandler topic;
    private final WritePermissionHandler writePermission;
    private final ConfigHandler config;
    private final WatchHandler watch;
    private final InsightHandler insight;
    private final Callers callers;

    Endpoints(Services services, BrokerNews news, Insight insight) {
        var registry = services.registry();
        var configuration = services.configuration();
        var lists = new KvLists(services.kv());
        var administration =
                new Administration(registry, services.kv(), services.drains(), configuration, services.journal());
        this.kv = new KvHandler(services.kv(), lists, administration);
        this.registration = new RegistrationHandler(services, lists, news);
        this.broker = new BrokerHandler(registry, services.clock(), news, insight.callers());
        this.route = new RouteHandler(services, insight);
        this.cluster = new ClusterHandler(registry);
        this.topicList = new TopicListHandler(registry, configuration);
        this.topic = new TopicHandler(registry, administration, InputLimits.bodies(configuration.current()));
        this.writePermission = new WritePermissionHandler(administration);
        this.config = new ConfigHandler(configuration, administration);
        this.watch = new WatchHandler(services.watch());
        this.insight = new InsightHandler(insight, services.inventory());
        this.callers = insight.callers();
        var guard = new Guard(services.access(), services.audit());
        for (var code : RequestCode.values()) {
            endpoints.put(code.code(), guard.before(code, endpoint(code).in(RequestFamily.of(code))));
        }
    }

    private Answer register(Request request, Runnable changed) {
        int bytes = request.body().readableBytes();
        var answer = registration.register(request, changed);
        if (answer.code() == ResponseCode.SUCCESS) {
            var header = RegisterBrokerRequest.from(request.fields()).broker();
            callers.registered(
                    request.connection(),
                    new BrokerIdentity(
                            header.clusterName().orElse(""),
                            header.brokerName().orElse(""),
                            header.brokerId().orElse(0L)),
                    bytes);
        }
        return answer;
    }

    Optional<Answer> route(String topic, JsonDialect dialect) {
        return route.show(topic, dialect);
    }

    RegistrationCounts registrations() {
        return registration.counts();
    }

    private Endpoint endpoint(RequestCode code) {
        return switch (code) {
            case PUT_KV_CONFIG -> Endpoint.changing(kv::put);
            case GET_KV_CONFIG -> Endpoint.reading(kv::get);
            case DELETE_KV_CONFIG -> Endpoint.changing(kv::delete);
            case GET_KV_LIST -> Endpoint.listing(kv::list);
            case REGISTER_BROKER -> Endpoint.recording(this::register);
            case UNREGISTER_BROKER -> Endpoint.registering(broker::unregister);
            case BROKER_HEARTBEAT -> Endpoint.reading(broker::heartbeat);
            case QUERY_DATA_VERSION -> Endpoint.reading(broker::queryDataVersion);
            case GET_ROUTE_INFO -> Endpoint.reading(route::route);
            case GET_CLUSTER_INFO -> Endpoint.reading(cluster::clusters);
            case GET_BROKER_MEMBER_GROUP -> Endpoint.reading(cluster::members);
            case GET_ALL_TOPICS -> Endpoint.listing(topicList::all);
            case GET_TOPICS_BY_CLUSTER -> Endpoint.listing(topicList::ofCluster);
            case GET_SYSTEM_TOPICS -> Endpoint.listing(topicList::system);
            case GET_UNIT_TOPICS -> Endpoint.listing(topicList::unit);
            case GET_HAS_UNIT_SUB_TOPICS -> Endpoint.listing(topicList::hasUnitSubscription);
            case GET_HAS_UNIT_SUB_UN_UNIT_TOPICS -> Endpoint.listing(topicList::hasUnitSubscriptionButNoUnit);
            case REGISTER_TOPIC -> Endpoint.registering(topic::register);
            case DELETE_TOPIC -> Endpoint.changing(topic::delete);
            case WIPE_WRITE_PERMISSION -> Endpoint.changing(writePermission::wipe);
            case ADD_WRITE_PERMISSION -> Endpoint.changing(writePermission::add);
            case UPDATE_CONFIG -> Endpoint.changing(config::update);
            case GET_CONFIG -> Endpoint.listing(config::show);
            case WATCH_ROUTES -> Endpoint.listing(watch::watch);
            case GET_BROKER_STATES -> Endpoint.listing(insight::brokers);
            case EXPLAIN_TOPIC -> Endpoint.listing(insight::explain);
            case GET_EVENTS -> Endpoint.listing(insight::events);
            case GET_SERVER_STATE -> Endpoint.listing(insight::state);
            case GET_DIGESTS -> Endpoint.listing(insight::digests);
            case NOTIFY_MIN_BROKER_ID_CHANGE, ROUTES_CHANGED -> unsupported(code.code());
        };
    }

    /** Returns what answers a code; a code that is none of ours is refused as the original does, leading blank and all (protocol 1.7). */
    Endpoint of(int code) {
        var endpoint = endpoints.get(code);
        return endpoint == null ? unsupported(code) : endpoint;
    }

    private static Endpoint unsupported(int code) {
        return Endpoint.reading(request ->
                Answer.refused(ResponseCode.REQUEST_CODE_NOT_SUPPORTED, " request type " + code + " not supported"));
    }
}
