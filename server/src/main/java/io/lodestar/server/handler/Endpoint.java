package io.lodestar.server.handler;

/**
 * How one request code is answered.
 *
 * @param waits whether answering may wait for a disk or for a turn to write, so that it must not happen on an event loop
 */
record Endpoint(RequestHandler handler, boolean waits) {
    /** Answers at once, from published values. */
    static Endpoint reading(RequestHandler handler) {
        return new Endpoint(handler, false);
    }

    /** May wait, or work for long. */
    static Endpoint waiting(RequestHandler handler) {
        return new Endpoint(handler, true);
    }
}
