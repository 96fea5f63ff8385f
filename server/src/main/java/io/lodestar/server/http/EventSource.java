package io.lodestar.server.http;

/** What tells an {@link EventStream} its events. Is called by HTTP's event loop, and must not block. */
public interface EventSource {
    /** The head of the reply is under way: from now on events can be sent. */
    void opened(EventStream stream);

    /** The stream is over, whoever ended it. Comes once for each that was opened. */
    void closed(EventStream stream);
}
