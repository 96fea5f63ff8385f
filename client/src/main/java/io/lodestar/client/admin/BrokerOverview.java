package io.lodestar.client.admin;

import java.util.List;

/**
 * What a Lodestar name server knows of its brokers. Immutable.
 *
 * @param brokers by name and id
 * @param drains all drains, also of brokers that are absent
 */
public record BrokerOverview(List<BrokerStatus> brokers, List<Drain> drains) {
    /** Copies the lists. */
    public BrokerOverview {
        brokers = List.copyOf(brokers);
        drains = List.copyOf(drains);
    }

    /** A broker group that gets no new messages until somebody lifts the drain, whether it is known now or not. */
    public record Drain(String cluster, String brokerName) {}
}
