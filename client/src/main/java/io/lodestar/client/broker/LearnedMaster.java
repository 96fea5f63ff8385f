package io.lodestar.client.broker;

import java.util.Optional;

/**
 * What a slave knows of its master. Immutable.
 *
 * @param address {@code host:port} of the master; empty when no name server knows one that is alive
 * @param haServerAddress {@code host:port} to replicate from
 */
public record LearnedMaster(Optional<String> address, Optional<String> haServerAddress) {
    /** No master is known. */
    public static final LearnedMaster NONE = new LearnedMaster(Optional.empty(), Optional.empty());
}
