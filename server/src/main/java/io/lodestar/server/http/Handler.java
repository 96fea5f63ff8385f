package io.lodestar.server.http;

import java.io.IOException;

/** Replies to requests. What it cannot reply to is a {@link Problem}; what else it throws is a mistake of ours, and the peer is told no more than that. */
@FunctionalInterface
public interface Handler {
    /** Returns the reply to one request. */
    Reply reply(Request request) throws IOException;
}
