package io.lodestar.bench.workload;

/**
 * What changes from one registration of a broker to the next.
 *
 * @param counter how often its topics have changed
 * @param mappingMillis when this registration was made: real 5.x brokers stamp {@code mappingDataVersion} anew each time
 * @param queues how many queues the topic has that changes, up to nine
 */
record Edition(long counter, long mappingMillis, int queues) {
    /** A broker that has just started. */
    static final Edition FIRST = new Edition(1_000_001, 1_700_000_000_001L, 4);

    /** The same topics, as the broker tells of them thirty seconds later. */
    Edition again() {
        return new Edition(counter, mappingMillis + 30_000, queues);
    }

    /** One topic has other queues. */
    Edition changed() {
        int more = queues % 8 + 1;
        return new Edition(counter + 1, mappingMillis + 30_000, more);
    }
}
