package io.lodestar.protocol.header;

import io.lodestar.protocol.ExtFields;
import java.util.Optional;

/** Asks for the addresses of a broker group (protocol 3.3, code 901). */
public record GetBrokerMemberGroupRequest(Optional<String> clusterName, Optional<String> brokerName) {
    /** Reads the fields; what is missing or does not parse is empty. */
    public static GetBrokerMemberGroupRequest from(ExtFields fields) {
        return new GetBrokerMemberGroupRequest(fields.text("clusterName"), fields.text("brokerName"));
    }

    /** Returns the fields as they go over the wire. */
    public ExtFields toFields() {
        return ExtFields.builder()
                .with("clusterName", clusterName)
                .with("brokerName", brokerName)
                .build();
    }
}
