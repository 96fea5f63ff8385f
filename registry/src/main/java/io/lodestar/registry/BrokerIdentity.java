package io.lodestar.registry;

/**
 * Who a broker says it is.
 *
 * @param brokerId 0 for the master, greater for its slaves
 */
public record BrokerIdentity(String cluster, String brokerName, long brokerId) {}
