package io.lodestar.protocol.header;

import io.lodestar.protocol.ExtFields;
import java.util.Optional;

/** Removes one value of the key-value table (protocol 3.2, code 102). */
public record DeleteKvConfigRequest(Optional<String> namespace, Optional<String> key) {
    /** Reads the fields; what is missing or does not parse is empty. */
    public static DeleteKvConfigRequest from(ExtFields fields) {
        return new DeleteKvConfigRequest(fields.text("namespace"), fields.text("key"));
    }

    /** Returns the fields as they go over the wire. */
    public ExtFields toFields() {
        return ExtFields.builder().with("namespace", namespace).with("key", key).build();
    }
}
