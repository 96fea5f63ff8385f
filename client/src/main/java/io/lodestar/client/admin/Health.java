package io.lodestar.client.admin;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Whether a name server serves. Immutable.
 *
 * @param ready whether it answers route queries, and as far as it tells, for all brokers that it should know
 * @param reasons why it is not ready, or is still warming up, each a clause without a full stop
 * @param latency how long the answer to a route query took
 * @param status what else it tells of itself; empty when it is no Lodestar, or does not tell this account
 */
public record Health(boolean ready, List<String> reasons, Duration latency, Optional<ServerStatus> status) {
    /** Copies the list. */
    public Health {
        reasons = List.copyOf(reasons);
    }
}
