package io.lodestar.server.web;

import io.lodestar.server.http.Reply;
import io.lodestar.server.http.Request;
import java.io.IOException;

/** Does what a request to change something asks for, once that is allowed. */
@FunctionalInterface
interface Change {
    /**
     * Does it, and says what became of it.
     *
     * @param changed to be run if something changed: only then it is recorded
     */
    Reply apply(Request request, Runnable changed) throws IOException;
}
