package io.lodestar.protocol;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a name server can be asked, and what it tells by itself (protocol 3.1). The codes from 24001 on are Lodestar's own: other name servers
 * answer them as unsupported, or, before 5.0, not at all.
 */
public enum RequestCode {
    PUT_KV_CONFIG(100),
    GET_KV_CONFIG(101),
    DELETE_KV_CONFIG(102),
    REGISTER_BROKER(103),
    UNREGISTER_BROKER(104),
    GET_ROUTE_INFO(105),
    GET_CLUSTER_INFO(106),
    WIPE_WRITE_PERMISSION(205),
    GET_ALL_TOPICS(206),
    DELETE_TOPIC(216),
    REGISTER_TOPIC(217),
    GET_KV_LIST(219),
    GET_TOPICS_BY_CLUSTER(224),
    GET_SYSTEM_TOPICS(304),
    GET_UNIT_TOPICS(311),
    GET_HAS_UNIT_SUB_TOPICS(312),
    GET_HAS_UNIT_SUB_UN_UNIT_TOPICS(313),
    UPDATE_CONFIG(318),
    GET_CONFIG(319),
    QUERY_DATA_VERSION(322),
    ADD_WRITE_PERMISSION(327),
    GET_BROKER_MEMBER_GROUP(901),
    BROKER_HEARTBEAT(904),
    /** Sent by the name server to brokers, one-way (protocol 3.14). */
    NOTIFY_MIN_BROKER_ID_CHANGE(905),
    /** Asks to be told when what would be answered about topics changes. */
    WATCH_ROUTES(24001),
    /** Sent by the name server to those who watch, one-way. */
    ROUTES_CHANGED(24002),
    GET_BROKER_STATES(24003),
    EXPLAIN_TOPIC(24004),
    GET_EVENTS(24005),
    GET_SERVER_STATE(24006),
    /** Asked by name servers of one another. */
    GET_DIGESTS(24007);

    private static final Map<Integer, RequestCode> BY_CODE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(RequestCode::code, Function.identity()));

    private final int code;

    RequestCode(int code) {
        this.code = code;
    }

    /** Returns the number on the wire. */
    public int code() {
        return code;
    }

    /** Returns the request with this number, or empty when it is none of a name server's. */
    public static Optional<RequestCode> of(int code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }
}
