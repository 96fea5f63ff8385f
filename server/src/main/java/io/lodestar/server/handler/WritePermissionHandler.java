package io.lodestar.server.handler;

import io.lodestar.protocol.header.AddWritePermissionRequest;
import io.lodestar.protocol.header.AddWritePermissionResponse;
import io.lodestar.protocol.header.WipeWritePermissionRequest;
import io.lodestar.protocol.header.WipeWritePermissionResponse;
import io.lodestar.registry.Drain;
import io.lodestar.server.journal.Event;
import io.lodestar.server.journal.EventKind;
import io.lodestar.server.journal.Journal;
import io.lodestar.server.store.DrainStore;
import java.io.IOException;
import java.util.Collection;

/** Withholds the write permission of a broker name and gives it back (protocol 3.7); answered once it is on disk. */
final class WritePermissionHandler {
    private final DrainStore drains;
    private final Journal journal;

    WritePermissionHandler(DrainStore drains, Journal journal) {
        this.drains = drains;
        this.journal = journal;
    }

    Answer wipe(Request request) throws IOException {
        var brokerName = WipeWritePermissionRequest.from(request.fields()).brokerName();
        var outcome = brokerName.isPresent() ? drains.set(brokerName.get()) : DrainStore.Outcome.NONE;
        tell(EventKind.DRAIN_SET, outcome.changed(), request);
        return Answer.of(new WipeWritePermissionResponse(outcome.topics()).toFields());
    }

    Answer add(Request request) throws IOException {
        var brokerName = AddWritePermissionRequest.from(request.fields()).brokerName();
        var outcome = brokerName.isPresent() ? drains.lift(brokerName.get()) : DrainStore.Outcome.NONE;
        tell(EventKind.DRAIN_LIFTED, outcome.changed(), request);
        return Answer.of(new AddWritePermissionResponse(outcome.topics()).toFields());
    }

    private void tell(EventKind kind, Collection<Drain> changed, Request request) {
        changed.forEach(drain -> journal.append(Event.of(kind, "")
                .inCluster(drain.cluster())
                .ofBroker(drain.brokerName())
                .by(request.sender())));
    }
}
