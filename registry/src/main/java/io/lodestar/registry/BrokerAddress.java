package io.lodestar.registry;

/** Where a broker is reached, within its cluster: the key by which brokers ask about themselves (protocol 3.10, 3.11). */
public record BrokerAddress(String cluster, String address) {}
