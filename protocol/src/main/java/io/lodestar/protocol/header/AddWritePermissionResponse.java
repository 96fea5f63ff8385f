package io.lodestar.protocol.header;

import io.lodestar.protocol.ExtFields;

/** How many topics have the write permission back (protocol 3.7, code 327). */
public record AddWritePermissionResponse(long topicCount) {
    /** Reads the fields. */
    public static AddWritePermissionResponse from(ExtFields fields) {
        return new AddWritePermissionResponse(fields.number("addTopicCount").orElse(0L));
    }

    /** Returns the fields as they go over the wire. */
    public ExtFields toFields() {
        return ExtFields.builder().with("addTopicCount", topicCount).build();
    }
}
