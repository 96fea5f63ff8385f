package io.lodestar.bench.workload;

import io.lodestar.bench.load.Endpoint;
import io.lodestar.bench.load.Generator;
import io.lodestar.bench.load.Pace;
import io.lodestar.bench.process.Peer;
import io.lodestar.bench.process.Server;
import io.lodestar.bench.trial.Figures;
import io.lodestar.bench.trial.Measure;
import io.lodestar.bench.trial.Schedule;
import io.lodestar.protocol.HeaderEncoding;
import io.lodestar.protocol.Release;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Many brokers go at once while clients ask for the routes of those that stay. */
final class MassDeparture implements FreshWorkload.Play {
    static final String DEPARTURE = "all that drop";
    static final String ROUTES = "routes of those that stay";

    private static final int STAYING = 4;
    private static final int STAYING_TOPICS = 100;
    private static final int CONNECTIONS = 16;
    private static final double QUERIES_PER_SECOND = 500;
    private static final Duration SLICE = Duration.ofMillis(500);
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(3);
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_MICRO = 1e3;

    private final Supplier<Brokers> leaving;
    private final Supplier<Brokers> staying =
            Memo.of(() -> Brokers.of(new Topology(Topology.Names.STAYING, STAYING, STAYING_TOPICS, STAYING, false)));

    /** So many brokers with so many topics, which they share. */
    MassDeparture(int brokers, int topics) {
        this.leaving = Memo.of(() -> Brokers.of(Topology.full(brokers, topics)));
    }

    @Override
    public Figures play(Server server, Schedule schedule) throws IOException {
        var opened = new ArrayDeque<AutoCloseable>();
        try {
            opened.push(Fleet.register(server.port(), staying.get(), Release.SELF));
            var fleet = Fleet.register(server.port(), leaving.get(), Release.SELF);
            opened.push(fleet);
            var rehearsal = Rehearsal.with(server.port());
            opened.push(rehearsal);
            var generator = Generator.open();
            opened.push(generator);
            var requests = Sources.routes(HeaderEncoding.JSON).requests(ROUTES, staying.get(), rehearsal);
            generator.add(new Endpoint(server.port(), false), CONNECTIONS, Pace.open(QUERIES_PER_SECOND), requests);
            generator.run(schedule.leastWarmUp());
            rehearsal.tallies().forEach(tally -> tally.reset());

            long tookNanos = runUntil(generator, schedule, departure(fleet, server.port()));

            var nanos = rehearsal.tallies().get(0).nanos();
            return new Figures()
                    .with(DEPARTURE, Measure.TIME, tookNanos / NANOS_PER_MILLI)
                    .with(ROUTES, Measure.P50, nanos.getValueAtPercentile(50) / NANOS_PER_MICRO)
                    .with(ROUTES, Measure.P99, nanos.getValueAtPercentile(99) / NANOS_PER_MICRO)
                    .with(ROUTES, Measure.SLOWEST, nanos.getMaxValue() / NANOS_PER_MICRO);
        } finally {
            Closing.all(opened);
        }
    }

    private static long runUntil(Generator generator, Schedule schedule, CompletableFuture<Long> departure)
            throws IOException {
        generator.run(schedule.measure());
        while (!departure.isDone()) {
            generator.run(SLICE);
        }
        generator.drain();
        try {
            return departure.join();
        } catch (CompletionException e) {
            throw new IOException("the departure was not seen to its end", e);
        }
    }

    /** Drops the connections, in a thread of its own; returns how long routes named one of the brokers after that. */
    private CompletableFuture<Long> departure(Fleet fleet, int port) {
        return CompletableFuture.supplyAsync(() -> {
            try (var peer = Peer.connect(port)) {
                if (!names(peer)) {
                    throw new IOException("no route names the brokers before they go");
                }
                long start = System.nanoTime();
                fleet.close();
                while (names(peer)) {
                    if (System.nanoTime() - start > PATIENCE_NANOS) {
                        throw new IOException("routes still name brokers that went long ago");
                    }
                    LockSupport.parkNanos(POLL_NANOS);
                }
                return System.nanoTime() - start;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Whether the first, the middle or the last topic is still on a broker: they have all topics in common. */
    private boolean names(Peer peer) throws IOException {
        var topology = leaving.get().topology();
        for (int topic : new int[] {0, topology.topics() / 2, topology.topics() - 1}) {
            if (peer.ask(Sources.route(HeaderEncoding.JSON, topology.topic(topic)))
                    .isSuccess()) {
                return true;
            }
        }
        return false;
    }
}
