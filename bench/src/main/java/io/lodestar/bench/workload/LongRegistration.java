package io.lodestar.bench.workload;

import io.lodestar.bench.process.Answer;
import io.lodestar.bench.process.Peer;
import io.lodestar.bench.process.Server;
import io.lodestar.bench.trial.Figures;
import io.lodestar.bench.trial.Measure;
import io.lodestar.bench.trial.Schedule;
import io.lodestar.protocol.HeaderEncoding;
import io.lodestar.protocol.Release;
import java.io.IOException;
import java.util.Optional;

/** One broker with so many topics that its registration is longer than what Apache's server takes. */
final class LongRegistration implements FreshWorkload.Play {
    static final String LABEL = "one broker";
    static final Measure TOPICS = new Measure("topics served", "");

    private static final double NANOS_PER_MILLI = 1e6;

    private final Topology topology;

    LongRegistration(int topics) {
        this.topology = Topology.full(1, topics);
    }

    @Override
    public Figures play(Server server, Schedule schedule) throws IOException {
        try (var peer = Peer.connect(server.port())) {
            long start = System.nanoTime();
            boolean accepted = register(peer).filter(Answer::isSuccess).isPresent();
            double tookMillis = (System.nanoTime() - start) / NANOS_PER_MILLI;
            var figures = new Figures().with(LABEL, TOPICS, accepted && isServed(server) ? topology.topics() : 0);
            return accepted ? figures.with(LABEL, Measure.TIME, tookMillis) : figures;
        }
    }

    /** Returns the answer; empty when the server closed the connection instead. */
    private Optional<Answer> register(Peer peer) {
        try {
            return Optional.of(peer.ask(topology.text(0).frame(topology.seat(0), Release.SELF, 1, Edition.FIRST)));
        } catch (IOException refused) {
            return Optional.empty();
        }
    }

    private boolean isServed(Server server) throws IOException {
        try (var other = Peer.connect(server.port())) {
            var last = topology.topic(topology.topics() - 1);
            return other.ask(Sources.route(HeaderEncoding.JSON, last)).isSuccess();
        }
    }
}
