package io.lodestar.server.metrics;

import io.lodestar.registry.Registry;
import io.lodestar.server.access.AccessControl;
import io.lodestar.server.config.Configuration;
import io.lodestar.server.handler.Dispatcher;
import io.lodestar.server.handler.RegistrationCounts;
import io.lodestar.server.handler.RequestCounts;
import io.lodestar.server.handler.Services;
import io.lodestar.server.insight.ChangeCounts;
import io.lodestar.server.insight.Insight;
import io.lodestar.server.journal.Journal;
import io.lodestar.server.peers.Peers;
import io.lodestar.server.store.KvStore;
import io.lodestar.server.store.SnapshotKeeper;
import io.lodestar.server.watch.RouteWatch;
import io.lodestar.transport.Defences;
import io.lodestar.transport.Listener;
import java.util.Optional;

/**
 * The parts of a running server of which metrics tell.
 *
 * @param snapshots empty in a server that keeps none
 */
public record Observed(
        Services services,
        Dispatcher dispatcher,
        ChangeCounts changes,
        Listener listener,
        Defences defences,
        Optional<SnapshotKeeper> snapshots,
        Peers peers) {
    Registry registry() {
        return services.registry();
    }

    Configuration configuration() {
        return services.configuration();
    }

    AccessControl access() {
        return services.access();
    }

    Journal journal() {
        return services.journal();
    }

    KvStore kv() {
        return services.kv();
    }

    RouteWatch watch() {
        return services.watch();
    }

    Insight insight() {
        return dispatcher.insight();
    }

    /** Returns how many requests came, and what became of them. */
    public RequestCounts requests() {
        return dispatcher.requests();
    }

    RegistrationCounts registrations() {
        return dispatcher.registrations();
    }
}
