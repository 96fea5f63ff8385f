package io.lodestar.interop.differential;

/**
 * Registrations that claim the id of a broker which is alive, as a stranger and with no newer state version: the original lets the last one win,
 * ours the first one (decision 7). What follows has nothing in common, so no sequence goes there; the tests of reports 1.7 and 1.11 do.
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
        return occupant != null
                && stateVersion(new BrokerKey(claimant.cluster(), claimant.name(), claimant.id(), occupant), situation)
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
