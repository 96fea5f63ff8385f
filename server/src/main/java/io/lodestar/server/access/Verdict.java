package io.lodestar.server.access;

import java.util.Optional;

/**
 * Whether a request is allowed.
 *
 * @param account the name of the account whose it is, as far as its sender proved that
 * @param refusal what to tell the sender; empty when it is allowed
 */
public record Verdict(Optional<String> account, Optional<String> refusal) {
    /** A request that is allowed to whoever sends it. */
    static final Verdict ANYBODY = new Verdict(Optional.empty(), Optional.empty());
}
