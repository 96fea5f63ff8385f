package io.lodestar.protocol.header;

import io.lodestar.protocol.ExtFields;
import java.util.Optional;

/**
 * Which broker a request is about. Brokers send all of it; nothing on the wire makes them.
 *
 * @param clusterName the broker's cluster
 * @param brokerName the name that the members of its group share
 * @param brokerAddress host and port where clients reach it
 * @param brokerId 0 for the master of the group
 */
public record BrokerFields(
        Optional<String> clusterName,
        Optional<String> brokerName,
        Optional<String> brokerAddress,
        Optional<Long> brokerId) {
    /** Reads the fields; what is missing or does not parse is empty. */
    public static BrokerFields from(ExtFields fields) {
        return new BrokerFields(
                fields.text("clusterName"),
                fields.text("brokerName"),
                fields.text("brokerAddr"),
                fields.number("brokerId"));
    }

    /** Adds the fields as they go over the wire. */
    ExtFields.Builder addTo(ExtFields.Builder fields) {
        return fields.with("brokerName", brokerName)
                .with("brokerAddr", brokerAddress)
                .with("clusterName", clusterName)
                .with("brokerId", brokerId);
    }
}
