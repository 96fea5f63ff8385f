package io.lodestar.server.handler;

import io.lodestar.protocol.header.AddWritePermissionRequest;
import io.lodestar.protocol.header.AddWritePermissionResponse;
import io.lodestar.protocol.header.WipeWritePermissionRequest;
import io.lodestar.protocol.header.WipeWritePermissionResponse;
import io.lodestar.server.administration.Administration;
import io.lodestar.server.store.DrainStore;
import java.io.IOException;

/** Withholds the write permission of a broker name and gives it back (protocol 3.7); answered once it is on disk. */
final class WritePermissionHandler {
    private final Administration administration;

    WritePermissionHandler(Administration administration) {
        this.administration = administration;
    }

    Answer wipe(Request request) throws IOException {
        var brokerName = WipeWritePermissionRequest.from(request.fields()).brokerName();
        var outcome = brokerName.isPresent()
                ? administration.drain(brokerName.get(), request.sender())
                : DrainStore.Outcome.NONE;
        return Answer.of(new WipeWritePermissionResponse(outcome.topics()).toFields());
    }

    Answer add(Request request) throws IOException {
        var brokerName = AddWritePermissionRequest.from(request.fields()).brokerName();
        var outcome = brokerName.isPresent()
                ? administration.liftDrain(brokerName.get(), request.sender())
                : DrainStore.Outcome.NONE;
        return Answer.of(new AddWritePermissionResponse(outcome.topics()).toFields());
    }
}
