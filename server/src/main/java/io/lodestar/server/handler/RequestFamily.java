package io.lodestar.server.handler;

import io.lodestar.protocol.RequestCode;

/** The kinds of requests that are counted apart: few, and as people speak of them. */
public enum RequestFamily {
    ROUTE,
    CLUSTER,
    REGISTRATION,
    UNREGISTRATION,
    HEARTBEAT,
    DATA_VERSION,
    TOPIC_LIST,
    TOPIC_CHANGE,
    DRAIN,
    KV,
    CONFIG,
    WATCH,
    INSIGHT,
    /** A code that is nobody's, or none that a name server is asked with. */
    UNKNOWN;

    static RequestFamily of(RequestCode code) {
        return switch (code) {
            case GET_ROUTE_INFO -> ROUTE;
            case GET_CLUSTER_INFO, GET_BROKER_MEMBER_GROUP -> CLUSTER;
            case REGISTER_BROKER -> REGISTRATION;
            case UNREGISTER_BROKER -> UNREGISTRATION;
            case BROKER_HEARTBEAT -> HEARTBEAT;
            case QUERY_DATA_VERSION -> DATA_VERSION;
            case GET_ALL_TOPICS,
                    GET_TOPICS_BY_CLUSTER,
                    GET_SYSTEM_TOPICS,
                    GET_UNIT_TOPICS,
                    GET_HAS_UNIT_SUB_TOPICS,
                    GET_HAS_UNIT_SUB_UN_UNIT_TOPICS -> TOPIC_LIST;
            case REGISTER_TOPIC, DELETE_TOPIC -> TOPIC_CHANGE;
            case WIPE_WRITE_PERMISSION, ADD_WRITE_PERMISSION -> DRAIN;
            case PUT_KV_CONFIG, GET_KV_CONFIG, DELETE_KV_CONFIG, GET_KV_LIST -> KV;
            case UPDATE_CONFIG, GET_CONFIG -> CONFIG;
            case WATCH_ROUTES -> WATCH;
            case GET_BROKER_STATES, EXPLAIN_TOPIC, GET_EVENTS, GET_SERVER_STATE, GET_DIGESTS -> INSIGHT;
            case NOTIFY_MIN_BROKER_ID_CHANGE, ROUTES_CHANGED -> UNKNOWN;
        };
    }
}
