package io.lodestar.protocol.header;

import io.lodestar.protocol.ExtFields;
import java.util.Optional;

/** Sets one value of the key-value table (protocol 3.2, code 100). */
public record PutKvConfigRequest(Optional<String> namespace, Optional<String> key, Optional<String> value) {
    /** Reads the fields; what is missing or does not parse is empty. */
    public static PutKvConfigRequest from(ExtFields fields) {
        return new PutKvConfigRequest(fields.text("namespace"), fields.text("key"), fields.text("value"));
    }

    /** Returns the fields as they go over the wire. */
    public ExtFields toFields() {
        return ExtFields.builder()
                .with("namespace", namespace)
                .with("key", key)
                .with("value", value)
                .build();
    }
}
