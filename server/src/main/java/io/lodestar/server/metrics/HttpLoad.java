package io.lodestar.server.metrics;

import java.util.Map;

/**
 * What HTTP has to do.
 *
 * @param streams connections that are event streams
 * @param refusals how often something was refused, for each reason that there is
 */
public record HttpLoad(int connections, int streams, Map<String, Long> refusals) {
    /** Copies the map. */
    public HttpLoad {
        refusals = Map.copyOf(refusals);
    }
}
