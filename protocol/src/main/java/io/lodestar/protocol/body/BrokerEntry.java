package io.lodestar.protocol.body;

import java.util.Optional;
import java.util.SortedMap;

/**
 * A broker group as routes and cluster information show it (protocol 3.3, 3.6).
 *
 * @param cluster empty when the wire names none
 * @param brokerName empty when the wire names none
 * @param addresses broker id to {@code host:port}; id 0 is the master
 */
public record BrokerEntry(
        String cluster,
        String brokerName,
        SortedMap<Long, String> addresses,
        Optional<String> zoneName,
        boolean enableActingMaster) {
    /** Copies the addresses. */
    public BrokerEntry {
        addresses = Copies.sorted(addresses);
    }
}
