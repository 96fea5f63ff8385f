package io.lodestar.server.handler;

import java.io.IOException;

/** Answers one request code. */
@FunctionalInterface
interface RequestHandler {
    /**
     * Answers a request, which the caller releases afterwards.
     *
     * @throws Refusal to tell the peer why not
     * @throws io.lodestar.protocol.MalformedBodyException when the body cannot be read
     * @throws IOException when what the request asks for could not be kept on disk
     */
    Answer handle(Request request) throws IOException;
}
