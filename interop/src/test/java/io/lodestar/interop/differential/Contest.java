package io.lodestar.interop.differential;

/**
 * Registrations after which the two servers have nothing in common, so that no sequence goes there.
 *
 * <ul>
 *   <li>One that claims the id of a broker which is alive, as a stranger and with no newer state version: the original lets the last one win,
 *       ours the first one (decision 7). The tests of reports 1.7 and 1.11 show it.
 *   <li>One of a single topic that both refuse: the original takes over what it says of the group all the same (protocol 11 #3).
 * </ul>
 */
final class Contest {
    private Contest() {}

    static boolean isOn(Registration registration, Situation situation) {
        BrokerKey claimant = registration.broker();
        Cluster.Group group = situation.cluster().groups().get(claimant.name());
        if (group == null || group.addresses().containsValue(claimant.address())) {
            return false;
        }
        String occupant = group.addresses().get(claimant.id());
        if (occupant == null) {
            return registration.content().topics().size() == 1;
        }
        return stateVersion(new BrokerKey(claimant.cluster(), claimant.name(), claimant.id(), occupant), situation)
                == registration.toldStateVersion();
    }

    private static long stateVersion(BrokerKey broker, Situation situation) {
        return situation
                .ledger()
                .lastVersion(broker)
                .map(DataVersion::stateVersion)
                .orElse(0L);
    }
}
