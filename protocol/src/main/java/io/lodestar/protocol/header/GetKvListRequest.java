package io.lodestar.protocol.header;

import io.lodestar.protocol.ExtFields;
import java.util.Optional;

/** Asks for all values of a namespace of the key-value table (protocol 3.2, code 219). */
public record GetKvListRequest(Optional<String> namespace) {
    /** Reads the fields; what is missing or does not parse is empty. */
    public static GetKvListRequest from(ExtFields fields) {
        return new GetKvListRequest(fields.text("namespace"));
    }

    /** Returns the fields as they go over the wire. */
    public ExtFields toFields() {
        return ExtFields.builder().with("namespace", namespace).build();
    }
}
