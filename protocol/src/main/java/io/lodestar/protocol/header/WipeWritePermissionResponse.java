package io.lodestar.protocol.header;

import io.lodestar.protocol.ExtFields;

/** How many topics lost the write permission (protocol 3.7, code 205). */
public record WipeWritePermissionResponse(long topicCount) {
    /** Reads the fields. */
    public static WipeWritePermissionResponse from(ExtFields fields) {
        return new WipeWritePermissionResponse(fields.number("wipeTopicCount").orElse(0L));
    }

    /** Returns the fields as they go over the wire. */
    public ExtFields toFields() {
        return ExtFields.builder().with("wipeTopicCount", topicCount).build();
    }
}
