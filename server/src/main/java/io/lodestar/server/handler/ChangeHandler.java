package io.lodestar.server.handler;

import java.io.IOException;

/** Answers one request code, and knows whether a request changed anything: what is only repeated is not worth a record. */
@FunctionalInterface
interface ChangeHandler extends RequestHandler {
    /** As {@link RequestHandler#handle}; runs {@code changed} if the request changed something. */
    Answer handle(Request request, Runnable changed) throws IOException;

    @Override
    default Answer handle(Request request) throws IOException {
        return handle(request, () -> {});
    }
}
