package io.lodestar.bench.workload;

import java.util.List;

/** The brokers of a topology with what they register, written once. Immutable. */
record Brokers(Topology topology, List<Seat> seats, List<RegistrationText> texts) {
    static Brokers of(Topology topology) {
        return new Brokers(topology, topology.seats(), topology.texts());
    }
}
