package io.lodestar.protocol.header;

import io.lodestar.protocol.ExtFields;
import java.util.Locale;
import java.util.Optional;

/**
 * Asks to be told on this connection when routes change (code 24001). The body names topics, where the scope is {@link Scope#NAMED}.
 *
 * @param scope what is to be watched
 * @param since up to where the sender knows all that it names; empty when it is to ask for them in any case
 */
public record WatchRoutesRequest(Scope scope, Optional<RouteVersion> since) {
    /** What a request is about. */
    public enum Scope {
        /** The topics that the body adds to, and takes from, what this connection watches. */
        NAMED,
        /** All topics, also those that are still to come. */
        ALL,
        /** Nothing: the connection stops watching. */
        NONE
    }

    /** Asks to watch the topics of the body, all of which are new to the sender. */
    public static final WatchRoutesRequest NEW_TOPICS = new WatchRoutesRequest(Scope.NAMED, Optional.empty());

    /** Reads the fields; a scope that is missing or unknown is {@link Scope#NAMED}. */
    public static WatchRoutesRequest from(ExtFields fields) {
        var scope = switch (fields.text("scope").orElse("").toLowerCase(Locale.ROOT)) {
            case "all" -> Scope.ALL;
            case "none" -> Scope.NONE;
            default -> Scope.NAMED;
        };
        return new WatchRoutesRequest(scope, fields.text("since").flatMap(RouteVersion::parse));
    }

    /** Returns the fields as they go over the wire. */
    public ExtFields toFields() {
        return ExtFields.builder()
                .with("scope", scope.name().toLowerCase(Locale.ROOT))
                .with("since", since)
                .build();
    }
}
