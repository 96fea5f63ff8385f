package io.lodestar.bench.process;

import java.io.IOException;
import java.time.Duration;

/** A running server. */
public interface Server extends AutoCloseable {
    /** Where it listens on the loopback interface. */
    int port();

    /** Its process. */
    long pid();

    /** From the start of its process to its first answer. */
    Duration startTime();

    /** Ends it; returns when it is gone. */
    @Override
    void close() throws IOException;
}
