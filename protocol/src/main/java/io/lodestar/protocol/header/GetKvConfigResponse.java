package io.lodestar.protocol.header;

import io.lodestar.protocol.ExtFields;
import java.util.Optional;

/**
 * The value that was asked for (protocol 3.2, code 101).
 *
 * @param value empty when there is none, which the response code tells as well
 */
public record GetKvConfigResponse(Optional<String> value) {
    /** Reads the fields; what is missing or does not parse is empty. */
    public static GetKvConfigResponse from(ExtFields fields) {
        return new GetKvConfigResponse(fields.text("value"));
    }

    /** Returns the fields as they go over the wire. */
    public ExtFields toFields() {
        return ExtFields.builder().with("value", value).build();
    }
}
