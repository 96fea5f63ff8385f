package io.lodestar.protocol.header;

import io.lodestar.protocol.ExtFields;
import java.util.Optional;

/** Adds queues to one topic; the body tells which (protocol 3.9, code 217). */
public record RegisterTopicRequest(Optional<String> topic) {
    /** Reads the fields; what is missing or does not parse is empty. */
    public static RegisterTopicRequest from(ExtFields fields) {
        return new RegisterTopicRequest(fields.text("topic"));
    }

    /** Returns the fields as they go over the wire. */
    public ExtFields toFields() {
        return ExtFields.builder().with("topic", topic).build();
    }
}
