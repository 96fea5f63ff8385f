package io.lodestar.server.handler;

import io.lodestar.protocol.header.AddWritePermissionRequest;
import io.lodestar.protocol.header.AddWritePermissionResponse;
import io.lodestar.protocol.header.WipeWritePermissionRequest;
import io.lodestar.protocol.header.WipeWritePermissionResponse;
import io.lodestar.registry.Drain;
import io.lodestar.registry.Registry;
import io.lodestar.server.journal.Event;
import io.lodestar.server.journal.EventKind;
import io.lodestar.server.journal.Journal;
import java.util.SortedSet;

/** Withholds the write permission of a broker name and gives it back (protocol 3.7). */
final class WritePermissionHandler {
    private final Registry registry;
    private final Journal journal;

    WritePermissionHandler(Registry registry, Journal journal) {
        this.registry = registry;
        this.journal = journal;
    }

    Answer wipe(Request request) {
        var brokerName = WipeWritePermissionRequest.from(request.fields()).brokerName();
        var before = registry.drains();
        int topics = brokerName.map(registry::wipeWritePermission).orElse(0);
        tell(EventKind.DRAIN_SET, before, registry.drains(), request);
        return Answer.of(new WipeWritePermissionResponse(topics).toFields());
    }

    Answer add(Request request) {
        var brokerName = AddWritePermissionRequest.from(request.fields()).brokerName();
        var before = registry.drains();
        int topics = brokerName.map(registry::restoreWritePermission).orElse(0);
        tell(EventKind.DRAIN_LIFTED, registry.drains(), before, request);
        return Answer.of(new AddWritePermissionResponse(topics).toFields());
    }

    /** Tells the drains that are in one set only: the others are as they were. */
    private void tell(EventKind kind, SortedSet<Drain> without, SortedSet<Drain> with, Request request) {
        with.stream()
                .filter(drain -> !without.contains(drain))
                .forEach(drain -> journal.append(Event.of(kind, "")
                        .inCluster(drain.cluster())
                        .ofBroker(drain.brokerName())
                        .by(request.sender())));
    }
}
