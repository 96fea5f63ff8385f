package io.lodestar.protocol.header;

import io.lodestar.protocol.ExtFields;
import java.util.Optional;

/** Asks why a topic has no route, or why its route looks as it does (code 24004). */
public record ExplainTopicRequest(Optional<String> topic) {
    /** Reads the fields; what is missing is empty. */
    public static ExplainTopicRequest from(ExtFields fields) {
        return new ExplainTopicRequest(fields.text("topic"));
    }

    /** Returns the fields as they go over the wire. */
    public ExtFields toFields() {
        return ExtFields.builder().with("topic", topic).build();
    }
}
