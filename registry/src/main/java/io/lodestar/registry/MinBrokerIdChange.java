package io.lodestar.registry;

import java.util.List;
import java.util.Optional;

/**
 * The smallest broker id of a group changed, which decides who acts as master (protocol 3.14).
 *
 * @param smallest the broker that has the smallest id now
 * @param offlineAddress the broker that left, if one did
 * @param receivers the addresses to be told
 */
public record MinBrokerIdChange(
        String brokerName, Member smallest, Optional<String> offlineAddress, List<String> receivers) {
    public MinBrokerIdChange {
        receivers = List.copyOf(receivers);
    }

    static MinBrokerIdChange joined(BrokerGroup group, Member smallest) {
        var others = addresses(group).stream()
                .filter(address -> !address.equals(smallest.address()))
                .toList();
        return new MinBrokerIdChange(
                group.name(), smallest, Optional.empty(), others.isEmpty() ? List.of(smallest.address()) : others);
    }

    static MinBrokerIdChange left(BrokerGroup group, Member smallest, String offlineAddress) {
        return new MinBrokerIdChange(group.name(), smallest, Optional.of(offlineAddress), addresses(group));
    }

    private static List<String> addresses(BrokerGroup group) {
        return group.members().values().stream().map(Member::address).toList();
    }
}
