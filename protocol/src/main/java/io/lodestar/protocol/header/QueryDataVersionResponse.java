package io.lodestar.protocol.header;

import io.lodestar.protocol.ExtFields;

/**
 * Whether a broker should register again (protocol 3.10, code 322).
 *
 * @param changed false only when the name server has exactly the version that the broker sent
 */
public record QueryDataVersionResponse(boolean changed) {
    /** Reads the fields. */
    public static QueryDataVersionResponse from(ExtFields fields) {
        return new QueryDataVersionResponse(fields.flag("changed").orElse(true));
    }

    /** Returns the fields as they go over the wire. */
    public ExtFields toFields() {
        return ExtFields.builder().with("changed", changed).build();
    }
}
