package io.lodestar.server.watch;

import io.lodestar.protocol.HeaderEncoding;
import io.lodestar.protocol.header.RouteVersion;
import io.lodestar.protocol.header.WatchRoutesRequest;
import io.lodestar.transport.Connection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What somebody wants to watch.
 *
 * @param encoding how it writes headers
 * @param since up to where it knows what it names
 * @param add without repetition
 */
public record Wish(
        Connection connection,
        HeaderEncoding encoding,
        WatchRoutesRequest.Scope scope,
        Optional<RouteVersion> since,
        Set<String> add,
        List<String> drop) {
    /** Copies what is named. */
    public Wish {
        add = new LinkedHashSet<>(add);
        drop = List.copyOf(drop);
    }
}
