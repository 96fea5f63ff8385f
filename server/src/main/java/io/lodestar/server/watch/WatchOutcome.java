package io.lodestar.server.watch;

import io.lodestar.protocol.body.ChangedRoutesBody;
import io.lodestar.protocol.header.RouteVersion;

/** What came of a request to watch. */
public sealed interface WatchOutcome {
    /**
     * It is watched.
     *
     * @param changed what of it is to be asked for
     * @param watched how many topics the connection watches now
     */
    record Watching(RouteVersion version, ChangedRoutesBody changed, long watched) implements WatchOutcome {}

    /** It would be too much; what was watched before still is. */
    record TooMuch(String reason) implements WatchOutcome {}
}
