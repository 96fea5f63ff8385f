package io.lodestar.client.remote;

import io.lodestar.transport.Dialer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * What all links share.
 *
 * @param workers looks up host names; may refuse
 * @param hostName under which all addresses were found, if they were: certificates bear it
 */
record Wiring(
        Dialer dialer,
        Scheduler scheduler,
        Executor workers,
        Duration connectTimeout,
        Listeners<Push> pushes,
        Listeners<String> losses,
        Optional<String> hostName) {}
