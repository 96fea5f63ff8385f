package io.lodestar.protocol.header;

import io.lodestar.protocol.ExtFields;
import java.util.Optional;

/**
 * What a broker that is no master learns from its registration (protocol 3.4, code 103).
 *
 * @param haServerAddress where the group's master replicates from
 * @param masterAddress where the group's master is
 */
public record RegisterBrokerResponse(Optional<String> haServerAddress, Optional<String> masterAddress) {
    /** Reads the fields; what is missing or does not parse is empty. */
    public static RegisterBrokerResponse from(ExtFields fields) {
        return new RegisterBrokerResponse(fields.text("haServerAddr"), fields.text("masterAddr"));
    }

    /** Returns the fields as they go over the wire. */
    public ExtFields toFields() {
        return ExtFields.builder()
                .with("haServerAddr", haServerAddress)
                .with("masterAddr", masterAddress)
                .build();
    }
}
