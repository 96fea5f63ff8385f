package io.lodestar.server.metrics;

import io.lodestar.protocol.body.BrokerState;
import io.lodestar.registry.Session;
import io.lodestar.server.insight.Insight;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The brokers and the connections as of one moment.
 *
 * @param brokerConnections those on which a broker reported
 * @param otherConnections all others
 */
record Population(List<BrokerState> brokers, int brokerConnections, int otherConnections) {
    static final Population NOBODY = new Population(List.of(), 0, 0);

    private static final double MILLIS_A_SECOND = 1_000;

    /** As what a broker is shown. */
    enum Role {
        MASTER,
        SLAVE,
        ACTING_MASTER,
        /** It has an id below that of a master. */
        CANDIDATE
    }

    /** What was heard of a broker. */
    enum State {
        /** It reported within the first half of its lease. */
        ALIVE,
        /** It has not reported for more than half of its lease. */
        SILENT,
        /** It was known before a restart and has not reported since. */
        RESTORED;

        static State of(BrokerState broker) {
            if (broker.lease().lastReport().equals(Session.Report.SNAPSHOT.name())) {
                return RESTORED;
            }
            return broker.lease().silentMillis() > broker.lease().lengthMillis() / 2 ? SILENT : ALIVE;
        }
    }

    static Population of(Insight insight) {
        var connections = insight.callers().census();
        return new Population(
                insight.brokers().brokers(), connections.brokers(), connections.total() - connections.brokers());
    }

    /** Returns how many brokers there are of a role and in a state. */
    long count(Role role, State state) {
        return brokers.stream()
                .filter(broker -> broker.role().equals(role.name()) && State.of(broker) == state)
                .count();
    }

    /** Returns for how many seconds a broker may still be silent. */
    static double leaseLeftSeconds(BrokerState broker) {
        return broker.lease().leftMillis() / MILLIS_A_SECOND;
    }

    /** Returns something of each broker, but of no more than so many: the first by name. */
    Map<Labels, Double> each(int most, ToDoubleFunction<BrokerState> value) {
        var all = new LinkedHashMap<Labels, Double>();
        brokers.stream()
                .limit(most)
                .forEach(broker -> all.put(
                        Labels.of(
                                "cluster",
                                broker.cluster(),
                                "broker",
                                broker.brokerName(),
                                "broker_id",
                                String.valueOf(broker.brokerId())),
                        value.applyAsDouble(broker)));
        return all;
    }
}
