package io.lodestar.interop.differential;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * One run of a sequence: the two servers, what the brokers remember and what was done to whom. Confined to one thread.
 *
 * <p>The table of intended differences is consulted only if there is one: two of Apache's servers must agree without.
 */
final class Situation {
    private final Server apache;
    private final Server subject;
    private final Optional<Usage> table;
    private final Ledger ledger = new Ledger();
    private final Set<String> drained = new HashSet<>();
    private final Set<String> lifted = new HashSet<>();
    private final Set<String> masterless = new HashSet<>();
    private final Set<String> disturbedMappings = new HashSet<>();

    Situation(Server apache, Server subject, Optional<Usage> table) {
        this.apache = apache;
        this.subject = subject;
        this.table = table;
    }

    Server apache() {
        return apache;
    }

    Server subject() {
        return subject;
    }

    Optional<Usage> table() {
        return table;
    }

    Ledger ledger() {
        return ledger;
    }

    /** Returns what Apache's server says about its broker groups now. */
    Cluster cluster() {
        return Cluster.of(apache);
    }

    /** Returns whether the servers answer route queries, rather than ask to wait for brokers. */
    boolean routesAreAnswered() {
        return !apache.ask(Cluster.LINE, Request.of(105, "topic", "any"))
                .remark()
                .orElse("")
                .equals("name server not ready");
    }

    /** Notes that the write permission of a broker name was taken, which only means something to a name that is known. */
    void drain(String broker) {
        if (cluster().groups().containsKey(broker)) {
            drained.add(broker);
        }
    }

    void lift(String broker) {
        drained.remove(broker);
        lifted.add(broker);
    }

    /** Returns whether the write permission of this broker name was taken, and not given back since. */
    boolean isDrained(String broker) {
        return drained.contains(broker);
    }

    /** Returns whether the write permission of this broker name was ever given back. */
    boolean wasLifted(String broker) {
        return lifted.contains(broker);
    }

    /** Notes which broker groups have no master now. */
    void noteMasterless(Cluster cluster) {
        cluster.groups().forEach((name, group) -> {
            if (!group.hasMaster()) {
                masterless.add(name);
            }
        });
    }

    /** Returns whether a broker group was ever seen without a master. */
    boolean lackedAMaster(String broker) {
        return masterless.contains(broker);
    }

    /** Notes that static mappings of a topic, or of a broker, may have lost the queues that they belong to. */
    void disturbMappings(String topicOrBroker) {
        disturbedMappings.add(topicOrBroker);
    }

    boolean mappingsWereDisturbed(String topicOrBroker) {
        return disturbedMappings.contains(topicOrBroker);
    }
}
