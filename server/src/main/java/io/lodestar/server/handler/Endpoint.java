package io.lodestar.server.handler;

import io.lodestar.server.work.Work;

/**
 * How one request code is answered, and by whom.
 *
 * @param family what its requests count as
 */
record Endpoint(RequestHandler handler, Work work, RequestFamily family) {
    private Endpoint(RequestHandler handler, Work work) {
        this(handler, work, RequestFamily.UNKNOWN);
    }

    /** Returns this one with its requests counted as these. */
    Endpoint in(RequestFamily counted) {
        return new Endpoint(handler, work, counted);
    }

    /** Returns this one with another handler. */
    Endpoint by(RequestHandler other) {
        return new Endpoint(other, work, family);
    }

    /** Answers at once, from published values. */
    static Endpoint reading(RequestHandler handler) {
        return new Endpoint(handler, Work.AT_ONCE);
    }

    /** Changes what brokers say of themselves. */
    static Endpoint registering(RequestHandler handler) {
        return new Endpoint(handler, Work.REGISTRATION);
    }

    /** As {@link #registering}, by a handler that knows whether something changed. */
    static Endpoint recording(ChangeHandler handler) {
        return registering(handler);
    }

    /** Changes what people decide. */
    static Endpoint changing(RequestHandler handler) {
        return new Endpoint(handler, Work.ADMINISTRATION);
    }

    /** Returns whether its requests are meant to change something that others see. */
    boolean changes() {
        return work == Work.REGISTRATION || work == Work.ADMINISTRATION;
    }

    /** Walks a table that may be long, and changes nothing. */
    static Endpoint listing(RequestHandler handler) {
        return new Endpoint(handler, Work.LISTING);
    }
}
