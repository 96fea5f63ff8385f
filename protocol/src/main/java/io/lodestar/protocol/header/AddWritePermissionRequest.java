package io.lodestar.protocol.header;

import io.lodestar.protocol.ExtFields;
import java.util.Optional;

/** Gives the write permission back to all topics of a broker (protocol 3.7, code 327). */
public record AddWritePermissionRequest(Optional<String> brokerName) {
    /** Reads the fields; what is missing or does not parse is empty. */
    public static AddWritePermissionRequest from(ExtFields fields) {
        return new AddWritePermissionRequest(fields.text("brokerName"));
    }

    /** Returns the fields as they go over the wire. */
    public ExtFields toFields() {
        return ExtFields.builder().with("brokerName", brokerName).build();
    }
}
