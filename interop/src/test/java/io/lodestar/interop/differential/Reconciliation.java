package io.lodestar.interop.differential;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Brings Apache's server to the state that ours means to be in, where the two differ by design in what a request leaves
 * behind. Both must agree from there on, so nothing needs to be forgiven later. Confined to one thread.
 */
final class Reconciliation {
    private static final int REGISTER_BROKER = 103;
    private static final int UNREGISTER_BROKER = 104;
    private static final int QUERY_DATA_VERSION = 322;
    private static final int WIPE_WRITE_PERMISSION = 205;
    private static final String NOBODY = "nobody-at-all";
    private static final List<String> PASSING_ADDRESSES = List.of("127.255.0.2:1", "127.255.0.3:1");

    private final Situation situation;
    private final Usage usage;
    private final Collection<String> clusters;
    private Set<String> knownAddresses = Set.of();

    Reconciliation(Situation situation, Usage usage, Names names) {
        this.situation = situation;
        this.usage = usage;
        clusters = names.clusters();
    }

    /** Settles what a registration may have left behind. */
    void afterRegistration(BrokerKey broker) {
        afterChange();
        drainAgain(broker.name());
    }

    private boolean isAlive(BrokerKey broker) {
        Answer answer = situation.apache().ask(Cluster.LINE, broker.identify(Request.of(QUERY_DATA_VERSION)));
        return answer.body().length > 0;
    }

    /** Keeps a drained broker drained, whatever was registered for it. */
    void drainAgain(String brokerName) {
        if (situation.isDrained(brokerName)) {
            situation.apache().ask(Cluster.LINE, Request.of(WIPE_WRITE_PERMISSION, "brokerName", brokerName));
            usage.count(IntendedDifference.DRAINS_SURVIVE_REGISTRATION);
        }
    }

    /** Removes the brokers whose line is gone, as far as Apache has left them. */
    void afterClose(Collection<BrokerKey> brokers) {
        Cluster cluster = situation.cluster();
        for (BrokerKey broker : brokers) {
            if (cluster.lists(broker.name(), broker.address())) {
                situation.apache().ask(Cluster.LINE, broker.identify(Request.of(UNREGISTER_BROKER)));
                usage.count(IntendedDifference.CLOSING_A_LINE_REMOVES_ALL_ITS_BROKERS);
            }
        }
        Settling.afterUnregistration(situation.apache());
        afterChange();
    }

    /** Removes ghosts, and what is known of addresses that no group has any more. */
    void afterChange() {
        Cluster cluster = situation.cluster();
        for (Map.Entry<String, Cluster.Group> group : cluster.groups().entrySet()) {
            if (group.getValue().addresses().isEmpty()) {
                exorcise(situation.apache(), group.getValue().cluster(), group.getKey());
                usage.count(IntendedDifference.REFUSED_BROKERS_LEAVE_NO_GHOST);
            }
        }
        Cluster rest = situation.cluster();
        situation.noteMasterless(rest);
        Set<String> addresses = new HashSet<>();
        rest.groups()
                .values()
                .forEach(group -> addresses.addAll(group.addresses().values()));
        knownAddresses.stream().filter(address -> !addresses.contains(address)).forEach(this::forgetEverywhere);
        knownAddresses = addresses;
    }

    private void forgetEverywhere(String address) {
        for (String cluster : clusters) {
            if (isAlive(new BrokerKey(cluster, NOBODY, 0, address))) {
                forget(cluster, address);
                usage.count(IntendedDifference.GONE_BROKERS_ARE_FORGOTTEN);
            }
        }
    }

    private void forget(String cluster, String address) {
        BrokerKey replaced = new BrokerKey(cluster, NOBODY, 0, address);
        situation.apache().ask(Cluster.LINE, replaced.identify(Request.of(UNREGISTER_BROKER)));
        Settling.afterUnregistration(situation.apache());
    }

    /**
     * Lets a name that has no broker be some brokers' for a moment: when they go, nothing of the name remains. They take the
     * ids that ghosts use, under which the original may have noted an address that it does not show: null.
     */
    static void exorcise(Server server, String cluster, String name) {
        List<BrokerKey> passing = List.of(
                new BrokerKey(cluster, name, 0, PASSING_ADDRESSES.get(0)),
                new BrokerKey(cluster, name, 1, PASSING_ADDRESSES.get(1)));
        passing.forEach(broker -> server.ask(Cluster.LINE, broker.identify(Request.of(REGISTER_BROKER))));
        passing.forEach(broker -> server.ask(Cluster.LINE, broker.identify(Request.of(UNREGISTER_BROKER))));
        Settling.afterUnregistration(server);
    }
}
