package io.lodestar.protocol.header;

import io.lodestar.protocol.ExtFields;
import java.util.Optional;

/** Asks for the topics of a cluster (protocol 3.3, code 224). */
public record GetTopicsByClusterRequest(Optional<String> cluster) {
    /** Reads the fields; what is missing or does not parse is empty. */
    public static GetTopicsByClusterRequest from(ExtFields fields) {
        return new GetTopicsByClusterRequest(fields.text("cluster"));
    }

    /** Returns the fields as they go over the wire. */
    public ExtFields toFields() {
        return ExtFields.builder().with("cluster", cluster).build();
    }
}
