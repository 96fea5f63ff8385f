package io.lodestar.client;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A master and its slaves, as a name server shows them. Immutable.
 *
 * @param cluster the cluster they belong to; empty when the name server names none
 * @param brokerName the name that they share
 * @param addresses broker id to {@code host:port}; id 0 is the master
 * @param zone where they stand; empty when they do not say
 * @param actingMaster whether a slave may stand in for a lost master
 */
public record BrokerGroup(
        String cluster,
        String brokerName,
        SortedMap<Long, String> addresses,
        Optional<String> zone,
        boolean actingMaster) {
    /** The broker id of a master. */
    public static final long MASTER_ID = 0;

    /** Copies the addresses. */
    public BrokerGroup {
        addresses = Collections.unmodifiableSortedMap(new TreeMap<>(addresses));
    }

    /** Returns the address of the master; empty when there is none now. */
    public Optional<String> master() {
        return Optional.ofNullable(addresses.get(MASTER_ID));
    }
}
