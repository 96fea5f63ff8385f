package io.lodestar.bench.trial;

import java.io.IOException;

/** One party under one workload. Confined to one thread. */
public interface Trial extends AutoCloseable {
    /** Works without being measured, for as long as that makes a difference. */
    default void warmUp() throws IOException {}

    /** One round. */
    Figures measure() throws IOException;

    /** Ends the server and all connections to it. */
    @Override
    void close() throws IOException;
}
