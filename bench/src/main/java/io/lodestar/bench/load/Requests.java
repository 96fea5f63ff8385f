package io.lodestar.bench.load;

/** An endless sequence of requests. Confined to the generator's thread. */
public interface Requests {
    /**
     * Which connection the next request takes.
     *
     * @param free the connection whose answer, or whose turn, makes room for it
     */
    default int connectionOfNext(int free) {
        return free;
    }

    /**
     * Appends the next request to what its connection sends.
     *
     * @param opaque the number that its answer will carry
     * @param connection as {@link #connectionOfNext} chose it
     * @return where its answer is counted
     */
    Tally appendNext(Outbox out, int opaque, int connection);
}
