package io.lodestar.protocol.header;

import io.lodestar.protocol.ExtFields;
import java.util.Optional;

/** Takes the write permission from all topics of a broker (protocol 3.7, code 205). */
public record WipeWritePermissionRequest(Optional<String> brokerName) {
    /** Reads the fields; what is missing or does not parse is empty. */
    public static WipeWritePermissionRequest from(ExtFields fields) {
        return new WipeWritePermissionRequest(fields.text("brokerName"));
    }

    /** Returns the fields as they go over the wire. */
    public ExtFields toFields() {
        return ExtFields.builder().with("brokerName", brokerName).build();
    }
}
