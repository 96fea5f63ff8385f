package io.lodestar.protocol.header;

import io.lodestar.protocol.ExtFields;
import java.util.Optional;

/** Asks for one value of the key-value table (protocol 3.2, code 101). */
public record GetKvConfigRequest(Optional<String> namespace, Optional<String> key) {
    /** Reads the fields; what is missing or does not parse is empty. */
    public static GetKvConfigRequest from(ExtFields fields) {
        return new GetKvConfigRequest(fields.text("namespace"), fields.text("key"));
    }

    /** Returns the fields as they go over the wire. */
    public ExtFields toFields() {
        return ExtFields.builder().with("namespace", namespace).with("key", key).build();
    }
}
