package io.lodestar.server.handler;

import io.lodestar.protocol.header.AddWritePermissionRequest;
import io.lodestar.protocol.header.AddWritePermissionResponse;
import io.lodestar.protocol.header.WipeWritePermissionRequest;
import io.lodestar.protocol.header.WipeWritePermissionResponse;
import io.lodestar.registry.Registry;

/** Withholds the write permission of a broker name and gives it back (protocol 3.7). */
final class WritePermissionHandler {
    private final Registry registry;

    WritePermissionHandler(Registry registry) {
        this.registry = registry;
    }

    Answer wipe(Request request) {
        var brokerName = WipeWritePermissionRequest.from(request.fields()).brokerName();
        int topics = brokerName.map(registry::wipeWritePermission).orElse(0);
        return Answer.of(new WipeWritePermissionResponse(topics).toFields());
    }

    Answer add(Request request) {
        var brokerName = AddWritePermissionRequest.from(request.fields()).brokerName();
        int topics = brokerName.map(registry::restoreWritePermission).orElse(0);
        return Answer.of(new AddWritePermissionResponse(topics).toFields());
    }
}
