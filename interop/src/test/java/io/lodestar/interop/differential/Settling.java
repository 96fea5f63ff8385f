package io.lodestar.interop.differential;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Waits until a server has done what it does after its answer: the original queues unregistrations and closed connections.
 * A sentinel that goes the same way, behind them, tells when they are through.
 */
public final class Settling {
    private static final int REGISTER_BROKER = 103;
    private static final int UNREGISTER_BROKER = 104;
    private static final int QUERY_DATA_VERSION = 322;
    private static final int GET_BROKER_MEMBER_GROUP = 901;
    private static final int ROUND_TRIPS_OF_AN_OVERTAKEN_REQUEST = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration PATIENCE_WITH_ONE_WAY = Duration.ofMillis(300);
    private static final BrokerKey SENTINEL = new BrokerKey("sentinels", "sentinel", 0, "127.255.0.1:1");
    static final String SENTINEL_LINE = "sentinel";

    private Settling() {}

    public static void afterUnregistration(Server server) {
        server.ask(Cluster.LINE, SENTINEL.identify(Request.of(REGISTER_BROKER)));
        server.ask(Cluster.LINE, SENTINEL.identify(Request.of(UNREGISTER_BROKER)));
        awaitSentinelGone(server);
    }

    public static void afterClose(Server server) {
        server.ask(SENTINEL_LINE, SENTINEL.identify(Request.of(REGISTER_BROKER)));
        server.hangUp(SENTINEL_LINE);
        awaitSentinelGone(server);
    }

    /** A request without answer has no visible end: give it the time of a few requests that have one. */
    public static void afterOneWay(Server server) {
        for (int i = 0; i < ROUND_TRIPS_OF_AN_OVERTAKEN_REQUEST; i++) {
            Cluster.of(server);
        }
    }

    /** Waits for an unregistration without answer, and for what follows it. */
    static void afterOneWayUnregistration(Server server, Request request) {
        afterOneWay(server);
        Request query = Request.of(QUERY_DATA_VERSION)
                .with("clusterName", request.field("clusterName"))
                .with("brokerAddr", request.field("brokerAddr"));
        await(PATIENCE_WITH_ONE_WAY, () -> server.ask(Cluster.LINE, query).body().length == 0);
        afterUnregistration(server);
    }

    /** Waits for a registration without answer; one that is refused costs the whole wait. */
    static void afterOneWayRegistration(Server server, BrokerKey broker, DataVersion version) {
        Request query = broker.identify(Request.of(QUERY_DATA_VERSION)).withBody(Json.write(version.tree()));
        await(
                PATIENCE_WITH_ONE_WAY,
                () -> server.ask(Cluster.LINE, query).field("changed").equals("false"));
    }

    private static void awaitSentinelGone(Server server) {
        Request members =
                Request.of(GET_BROKER_MEMBER_GROUP, "clusterName", SENTINEL.cluster(), "brokerName", SENTINEL.name());
        boolean gone = await(PATIENCE, () -> {
            String body = new String(server.ask(Cluster.LINE, members).body(), StandardCharsets.UTF_8);
            return Json.legacy(body).map(tree -> addresses(tree).isEmpty()).orElse(false);
        });
        if (!gone) {
            throw new AssertionError(server.name() + " has not unregistered the sentinel broker within " + PATIENCE);
        }
    }

    private static JsonNode addresses(JsonNode tree) {
        return tree.path("brokerMemberGroup").path("brokerAddrs");
    }

    private static boolean await(Duration patience, BooleanSupplier condition) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            Thread.onSpinWait();
        }
        return true;
    }
}
