package io.lodestar.server.insight;

import io.lodestar.protocol.body.BrokerState;
import io.lodestar.registry.BrokerIdentity;
import java.util.Optional;

/**
 * What is known of one broker, and of how it is connected.
 *
 * @param zone where its group stands
 * @param session the number of the connection that holds its session; 0 when it is known from the snapshot only
 * @param line that connection, as long as it is open
 * @param conflicts who else claimed its name
 */
public record BrokerFacts(
        BrokerState state,
        Optional<String> zone,
        long session,
        Optional<Line> line,
        Optional<Conflicts.Known> conflicts) {
    /** Returns the last registration of it that came on its connection. */
    public Optional<Line.Registered> registered() {
        var identity = new BrokerIdentity(state.cluster(), state.brokerName(), state.brokerId());
        return line.flatMap(known -> known.registered(identity));
    }
}
