package io.lodestar.bench.workload;

import io.lodestar.bench.process.Accounts;
import io.lodestar.bench.process.LiveHeap;
import io.lodestar.bench.process.Peer;
import io.lodestar.bench.process.Server;
import io.lodestar.bench.trial.Figures;
import io.lodestar.bench.trial.Measure;
import io.lodestar.bench.trial.Schedule;
import io.lodestar.protocol.HeaderEncoding;
import io.lodestar.protocol.Release;
import java.io.IOException;
import java.util.ArrayDeque;

/** Very many topics, each on one broker of many. */
final class ManyTopics implements FreshWorkload.Play {
    static final String LABEL = "all topics";

    private static final double NANOS_PER_MILLI = 1e6;
    private static final double MEGA = 1e6;

    private final Topology topology;

    ManyTopics(int brokers, int topics) {
        this.topology = Topology.spread(brokers, topics, 1);
    }

    @Override
    public Figures play(Server server, Schedule schedule) throws IOException {
        var opened = new ArrayDeque<AutoCloseable>();
        try {
            long nanos = 0;
            for (int broker = 0; broker < topology.brokers(); broker++) {
                var frame = topology.text(broker).frame(topology.seat(broker), Release.SELF, 1, Edition.FIRST);
                var peer = Peer.connect(server.port());
                opened.push(peer);
                long start = System.nanoTime();
                var answer = peer.ask(frame);
                nanos += System.nanoTime() - start;
                if (!answer.isSuccess()) {
                    throw new IOException("broker " + broker + " was refused: " + answer.header());
                }
            }
            requireRoute(server, 0);
            requireRoute(server, topology.topics() - 1);
            return new Figures()
                    .with(LABEL, Measure.SET_UP, nanos / NANOS_PER_MILLI)
                    .with(LABEL, Measure.LIVE_HEAP, LiveHeap.bytes(server.pid()) / MEGA)
                    .with(LABEL, Measure.RESIDENT, new Accounts(server.pid()).residentBytes() / MEGA);
        } finally {
            Closing.all(opened);
        }
    }

    private void requireRoute(Server server, int topic) throws IOException {
        try (var peer = Peer.connect(server.port())) {
            var answer = peer.ask(Sources.route(HeaderEncoding.JSON, topology.topic(topic)));
            if (!answer.isSuccess()) {
                throw new IOException("there is no route of " + topology.topic(topic) + ": " + answer.header());
            }
        }
    }
}
