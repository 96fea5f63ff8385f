package io.lodestar.server.metrics;

import io.lodestar.protocol.body.BrokerState;
import io.lodestar.registry.Change;
import io.lodestar.registry.HoldTimes;
import io.lodestar.server.config.LimitKeys;
import io.lodestar.server.metrics.Meters.Label;
import io.micrometer.core.instrument.Tags;
import java.util.function.Supplier;

/** What the server knows of brokers and topics, and what changes of it. */
final class RegistryMeters {
    private static final Label<Change.Reason> CAUSE = new Label<>("cause", Change.Reason.class);
    private static final Label<Change.Dispute> DISPUTE = new Label<>("dispute", Change.Dispute.class);
    private static final Label<Change.Fate> CHANGE = new Label<>("change", Change.Fate.class);
    private static final Label<HoldTimes.Kind> HOLDER = new Label<>("change", HoldTimes.Kind.class);

    private RegistryMeters() {}

    /** Adds what there is to tell, of the brokers as of the last look. */
    static void addTo(Meters meters, Observed server, Supplier<Population> population) {
        addHoldings(meters, server);
        addBrokers(meters, population);
        addEachBroker(meters, server, population);
        addChanges(meters, server);
        meters.histogram(
                "writer_hold_seconds",
                "How long one change kept all others waiting, by what it was. Readers never wait.",
                HOLDER,
                kind -> Buckets.of(server.registry().holdTimes(), kind));
    }

    private static void addHoldings(Meters meters, Observed server) {
        var registry = server.registry();
        meters.gauge("topics", "Topics that have a route.", registry::topicCount);
        meters.gauge("layouts", "Different layouts that the topics share.", registry::layoutCount);
        meters.gauge(
                "broker_groups",
                "Broker names of which a broker is known.",
                () -> registry.groups().size());
        meters.gauge(
                "drains",
                "Broker names whose write permission is withheld.",
                () -> registry.drains().size());
    }

    private static void addBrokers(Meters meters, Supplier<Population> population) {
        for (var role : Population.Role.values()) {
            for (var state : Population.State.values()) {
                meters.gauge(
                        "brokers",
                        "Brokers that are registered: alive, silent for more than half of their lease, or only known from before a restart.",
                        Tags.of("role", Label.text(role), "state", Label.text(state)),
                        () -> population.get().count(role, state));
            }
        }
    }

    private static void addEachBroker(Meters meters, Observed server, Supplier<Population> population) {
        Supplier<Integer> most = () -> server.configuration().current().get(LimitKeys.METRICS_BROKERS_MAX);
        meters.series(
                "broker_lease_left_seconds",
                "For how long a broker may still be silent; below 0 when it is about to be dropped.",
                () -> population.get().each(most.get(), Population::leaseLeftSeconds));
        meters.series(
                "broker_topics",
                "Topics of a broker's group.",
                () -> population.get().each(most.get(), BrokerState::topics));
        meters.gauge(
                "brokers_without_series",
                "Brokers that have no series of their own, since metricsBrokersMax leaves none for them.",
                () -> Math.max(0, population.get().brokers().size() - most.get()));
    }

    private static void addChanges(Meters meters, Observed server) {
        var changes = server.changes();
        meters.counter("brokers_joined", "Brokers that took a seat.", changes::joined);
        meters.counter(
                "brokers_returned",
                "Brokers that reported again after more than half of their lease.",
                changes::returned);
        meters.counter("brokers_left", "Brokers that are gone, by why.", CAUSE, changes::departures);
        meters.counter(
                "broker_conflicts",
                "Registrations at odds with another broker's; each pair counts once until its group changes.",
                DISPUTE,
                changes::conflicts);
        meters.counter(
                "masters_changed",
                "How often the master of a broker group became another one, or none.",
                changes::masters);
        meters.counter(
                "topic_changes",
                "Topics that came, went or changed, counted for each broker group.",
                CHANGE,
                changes::topics);
    }
}
