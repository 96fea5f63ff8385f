package io.lodestar.server.access;

import io.lodestar.protocol.RequestCode;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a request needs to be allowed.
 *
 * @param roles one of which its sender must have
 * @param target what it is about
 * @param maxBody how many bytes its body may have to be worth verifying
 * @param maxFields how many characters the values of its fields may have
 */
record Rule(Set<Role> roles, Target target, int maxBody, int maxFields) {
    /** Nobody sends as much with a request that has no body of its own; signatures of it are verified on the event loop. */
    private static final int SMALL = 64 << 10;

    /** A hundred thousand names of topics; signatures of such requests are not verified on the event loop. */
    private static final int LONG_LIST = 4 << 20;

    private static final Set<Role> ADMIN = EnumSet.of(Role.ADMIN);
    private static final Set<Role> BROKER = EnumSet.of(Role.BROKER);
    private static final Set<Role> BROKER_OR_ADMIN = EnumSet.of(Role.BROKER, Role.ADMIN);
    private static final Set<Role> PEER_OR_ADMIN = EnumSet.of(Role.PEER, Role.ADMIN);
    private static final Set<Role> ANY = EnumSet.allOf(Role.class);
    /** In the order of the codes. */
    private static final List<Rule> TABLE =
            Arrays.stream(RequestCode.values()).map(Rule::rule).toList();

    /** What a request is about, and so what the scope of its account must have. */
    enum Target {
        /** Nothing in particular: it changes nothing. */
        NOTHING,
        /** The whole server. */
        SERVER,
        /** The broker that its fields name, and the one at the address that they name. */
        BROKER,
        /** The broker name in its field. */
        BROKER_NAME,
        /** The broker names in its body. */
        BROKER_NAMES_IN_BODY,
        /** A topic on all brokers, or on all of the cluster that it names. */
        TOPIC
    }

    private Rule(Set<Role> roles, Target target, int maxBody) {
        this(roles, target, maxBody, SMALL);
    }

    static Rule of(RequestCode code) {
        return TABLE.get(code.ordinal());
    }

    /** The table: a code that is not in it does not compile. */
    private static Rule rule(RequestCode code) {
        return switch (code) {
            case GET_ROUTE_INFO, GET_CLUSTER_INFO -> reading(ANY);
            case GET_BROKER_MEMBER_GROUP -> reading(BROKER_OR_ADMIN);
            case GET_KV_CONFIG,
                    GET_KV_LIST,
                    GET_ALL_TOPICS,
                    GET_TOPICS_BY_CLUSTER,
                    GET_SYSTEM_TOPICS,
                    GET_UNIT_TOPICS,
                    GET_HAS_UNIT_SUB_TOPICS,
                    GET_HAS_UNIT_SUB_UN_UNIT_TOPICS,
                    GET_CONFIG -> reading(ADMIN);
            case REGISTER_BROKER -> new Rule(BROKER, Target.BROKER, Integer.MAX_VALUE);
            case UNREGISTER_BROKER, BROKER_HEARTBEAT, QUERY_DATA_VERSION -> new Rule(BROKER, Target.BROKER, SMALL);
            case REGISTER_TOPIC -> new Rule(BROKER_OR_ADMIN, Target.BROKER_NAMES_IN_BODY, Integer.MAX_VALUE);
            case WIPE_WRITE_PERMISSION, ADD_WRITE_PERMISSION -> new Rule(ADMIN, Target.BROKER_NAME, SMALL);
            case DELETE_TOPIC -> new Rule(ADMIN, Target.TOPIC, SMALL);
            case PUT_KV_CONFIG -> new Rule(ADMIN, Target.SERVER, SMALL, Integer.MAX_VALUE); // its value is a field
            case DELETE_KV_CONFIG, UPDATE_CONFIG -> new Rule(ADMIN, Target.SERVER, SMALL);
            case WATCH_ROUTES ->
                new Rule(ANY, Target.NOTHING, LONG_LIST); // what it is told of, it may ask for by GET_ROUTE_INFO
            case GET_BROKER_STATES, EXPLAIN_TOPIC, GET_EVENTS -> reading(ADMIN);
            case GET_SERVER_STATE, GET_DIGESTS -> reading(PEER_OR_ADMIN);
            case NOTIFY_MIN_BROKER_ID_CHANGE, ROUTES_CHANGED -> reading(Set.of()); // they are sent, and never asked for
        };
    }

    private static Rule reading(Set<Role> roles) {
        return new Rule(roles, Target.NOTHING, SMALL);
    }
}
