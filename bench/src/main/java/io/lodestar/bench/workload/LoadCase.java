package io.lodestar.bench.workload;

import io.lodestar.bench.load.Pace;
import io.lodestar.bench.load.Requests;
import java.io.IOException;
import java.util.List;

/**
 * One way to put load on a server.
 *
 * @param label for tables
 * @param parts the kinds of traffic that run at the same time
 */
record LoadCase(String label, List<Part> parts) {
    /** Traffic of one kind only, under the label of the case. */
    static LoadCase of(String label, int connections, Pace pace, Source source) {
        return new LoadCase(label, List.of(new Part(label, connections, pace, source)));
    }

    /** Traffic of one kind. */
    record Part(String label, int connections, Pace pace, Source source) {}

    /** Where requests come from. */
    interface Source {
        /** Makes the requests, after each of their kinds was rehearsed. */
        Requests requests(String label, Brokers brokers, Rehearsal rehearsal) throws IOException;

        /** Whether all answers are of one length, so that the echo can give them. */
        default boolean isUniform() {
            return true;
        }
    }
}
