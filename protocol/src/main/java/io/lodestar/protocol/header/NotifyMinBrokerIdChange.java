package io.lodestar.protocol.header;

import io.lodestar.protocol.ExtFields;
import java.util.Optional;

/**
 * Tells a broker that another member of its group has the lowest id now (protocol 3.14, code 905).
 *
 * @param minBrokerId the lowest id
 * @param minBrokerAddress where the member with the lowest id is
 * @param offlineBrokerAddress the member that left, if that is the reason
 * @param haBrokerAddress where a member that came replicates from, if that is the reason
 */
public record NotifyMinBrokerIdChange(
        Optional<Long> minBrokerId,
        Optional<String> minBrokerAddress,
        Optional<String> offlineBrokerAddress,
        Optional<String> haBrokerAddress) {
    /** Reads the fields; what is missing or does not parse is empty. */
    public static NotifyMinBrokerIdChange from(ExtFields fields) {
        return new NotifyMinBrokerIdChange(
                fields.number("minBrokerId"),
                fields.text("minBrokerAddr"),
                fields.text("offlineBrokerAddr"),
                fields.text("haBrokerAddr"));
    }

    /** Returns the fields as they go over the wire. */
    public ExtFields toFields() {
        return ExtFields.builder()
                .with("minBrokerId", minBrokerId)
                .with("minBrokerAddr", minBrokerAddress)
                .with("offlineBrokerAddr", offlineBrokerAddress)
                .with("haBrokerAddr", haBrokerAddress)
                .build();
    }
}
