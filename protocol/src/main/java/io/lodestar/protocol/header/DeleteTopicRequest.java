package io.lodestar.protocol.header;

import io.lodestar.protocol.ExtFields;
import java.util.Optional;

/**
 * Removes a topic from the route table (protocol 3.8, code 216).
 *
 * @param topic the topic
 * @param clusterName the only cluster to remove it from; all of them when empty
 */
public record DeleteTopicRequest(Optional<String> topic, Optional<String> clusterName) {
    /** Reads the fields; what is missing or does not parse is empty. */
    public static DeleteTopicRequest from(ExtFields fields) {
        return new DeleteTopicRequest(fields.text("topic"), fields.text("clusterName"));
    }

    /** Returns the fields as they go over the wire. */
    public ExtFields toFields() {
        return ExtFields.builder()
                .with("topic", topic)
                .with("clusterName", clusterName)
                .build();
    }
}
