package io.lodestar.protocol.header;

import io.lodestar.protocol.ExtFields;
import java.util.Optional;

/**
 * Says from where on a connection is told of changes (code 24001).
 *
 * @param version up to where its sender knows the routes once it has asked for those in the body
 * @param watched how many topics this connection watches now, all of them if it watches all
 */
public record WatchRoutesResponse(Optional<RouteVersion> version, Optional<Long> watched) {
    /** Reads the fields; what is missing or does not parse is empty. */
    public static WatchRoutesResponse from(ExtFields fields) {
        return new WatchRoutesResponse(RouteVersion.from(fields), fields.number("watched"));
    }

    /** Returns the fields as they go over the wire. */
    public ExtFields toFields() {
        return ExtFields.builder()
                .with("version", version)
                .with("watched", watched)
                .build();
    }
}
