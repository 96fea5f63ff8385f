package io.lodestar.registry;

import java.util.Optional;

/**
 * A sign of life (protocol 3.10, 3.11).
 *
 * @param brokerName which broker it is; empty when it does not say. A report of another name than the address is known by binds nothing.
 * @param connection the connection it came on
 */
public record BrokerReport(BrokerAddress address, Optional<String> brokerName, long connection) {}
