package io.lodestar.client;

/** What a listener was given when it was added; closing it removes the listener. Thread-safe. */
@FunctionalInterface
public interface Subscription extends AutoCloseable {
    /** Removes the listener. A call to it that has begun goes on; none begins later. Closing twice is no error. */
    @Override
    void close();
}
