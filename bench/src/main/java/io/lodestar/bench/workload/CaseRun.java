package io.lodestar.bench.workload;

import io.lodestar.bench.load.Effort;
import io.lodestar.bench.load.Endpoint;
import io.lodestar.bench.load.Generator;
import io.lodestar.bench.load.Pace;
import io.lodestar.bench.load.Tally;
import io.lodestar.bench.process.Accounts;
import io.lodestar.bench.process.Server;
import io.lodestar.bench.trial.Figures;
import io.lodestar.bench.trial.Measure;
import io.lodestar.bench.trial.Schedule;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** One case of load on one server, its connections open from the first warm-up to the last round. Confined to one thread. */
final class CaseRun implements AutoCloseable {
    private static final Duration SLICE = Duration.ofMillis(500);
    private static final int SLICES_COMPARED = 4;
    private static final double STILL = 1.05;
    private static final double BUSY = 0.9;
    private static final double MICRO = 1e3;
    private static final long LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final LoadCase load;
    private final Generator generator;
    private final List<Tally> tallies;
    private final Accounts accounts;

    private CaseRun(LoadCase load, Generator generator, List<Tally> tallies, Accounts accounts) {
        this.load = load;
        this.generator = generator;
        this.tallies = tallies;
        this.accounts = accounts;
    }

    static CaseRun open(LoadCase load, Brokers brokers, Rehearsal rehearsal, Endpoint endpoint, Server server)
            throws IOException {
        var generator = Generator.open();
        try {
            for (var part : load.parts()) {
                var requests = part.source().requests(part.label(), brokers, rehearsal);
                generator.add(endpoint, part.connections(), part.pace(), requests);
            }
            return new CaseRun(load, generator, rehearsal.tallies(), new Accounts(server.pid()));
        } catch (IOException e) {
            generator.close();
            throw e;
        }
    }

    /** Runs until the CPU time of a request has stopped to move, within limits. */
    void warmUp(Schedule schedule) throws IOException {
        long start = System.nanoTime();
        long startCpu = accounts.cpuNanos();
        var slices = new ArrayList<Double>();
        boolean over = false;
        while (!over) {
            long cpu = accounts.cpuNanos();
            var effort = generator.run(slice(schedule));
            long afterCpu = accounts.cpuNanos();
            slices.add((double) (afterCpu - cpu) / Math.max(1, effort.answers()));
            long wall = System.nanoTime() - start;
            over = wall >= schedule.leastWarmUp().toNanos()
                    && (isStill(slices) || isEnough(schedule, wall, afterCpu - startCpu));
        }
        generator.drain();
    }

    /** So much CPU time makes a server warm; on a machine that others use too it may take longer to get it. */
    private static boolean isEnough(Schedule schedule, long wallNanos, long cpuNanos) {
        long most = schedule.mostWarmUp().toNanos();
        return cpuNanos >= most || wallNanos >= 2 * most;
    }

    private static Duration slice(Schedule schedule) {
        return SLICE.compareTo(schedule.measure()) < 0 ? SLICE : schedule.measure();
    }

    private static boolean isStill(List<Double> slices) {
        if (slices.size() < SLICES_COMPARED) {
            return false;
        }
        var recent = slices.subList(slices.size() - SLICES_COMPARED, slices.size());
        double least = recent.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        double most = recent.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        return most <= least * STILL;
    }

    /** One round. */
    Figures measure(Schedule schedule) throws IOException {
        generator.run(slice(schedule).dividedBy(2)); // others had the CPU since
        generator.drain();
        tallies.forEach(Tally::reset);
        long cpu = accounts.cpuNanos();
        var effort = generator.run(schedule.measure());
        long cpuNanos = accounts.cpuNanos() - cpu;
        generator.drain();
        var figures = new Figures();
        byName().forEach((name, nanos) -> latencies(figures, name, nanos, effort));
        costs(figures, effort, cpuNanos);
        return figures;
    }

    private void costs(Figures figures, Effort effort, long cpuNanos) {
        double answers = Math.max(1, effort.answers());
        figures.with(load.label(), Measure.THROUGHPUT, answers * TimeUnit.SECONDS.toNanos(1) / effort.wallNanos());
        figures.with(load.label(), Measure.SERVER_CPU, cpuNanos / MICRO / answers);
        figures.with(load.label(), Measure.SERVER_LOAD, MICRO * cpuNanos / effort.wallNanos());
        boolean open = load.parts().stream().anyMatch(part -> part.pace() instanceof Pace.Open);
        if (open) {
            remarkLateness(figures, effort);
        } else {
            figures.with(load.label(), Measure.LOAD_CPU, effort.cpuNanos() / MICRO / answers);
            remarkLimit(figures, effort, cpuNanos);
        }
    }

    private void remarkLimit(Figures figures, Effort effort, long cpuNanos) {
        double server = (double) cpuNanos / effort.wallNanos();
        double generatorShare = (double) effort.cpuNanos() / effort.wallNanos();
        if (server < BUSY) {
            figures.remark(String.format(
                    Locale.ROOT,
                    "%s: the server ran %.0f %% of the time, the load generator %.0f %%%s",
                    load.label(),
                    100 * server,
                    100 * generatorShare,
                    generatorShare > BUSY ? ", which was the limit" : ""));
        }
    }

    private void remarkLateness(Figures figures, Effort effort) {
        if (effort.latestNanos() > LATE_NANOS) {
            figures.remark(String.format(
                    Locale.ROOT,
                    "%s: the load generator sent up to %.1f ms late",
                    load.label(),
                    effort.latestNanos() / MICRO / MICRO));
        }
    }

    private static void latencies(Figures figures, String name, Histogram nanos, Effort effort) {
        figures.with(
                name,
                Measure.THROUGHPUT,
                (double) nanos.getTotalCount() * TimeUnit.SECONDS.toNanos(1) / effort.wallNanos());
        figures.with(name, Measure.P50, nanos.getValueAtPercentile(50) / MICRO);
        figures.with(name, Measure.P99, nanos.getValueAtPercentile(99) / MICRO);
        figures.with(name, Measure.P999, nanos.getValueAtPercentile(99.9) / MICRO);
        figures.with(name, Measure.SLOWEST, nanos.getMaxValue() / MICRO);
    }

    private Map<String, Histogram> byName() {
        var merged = new LinkedHashMap<String, Histogram>();
        for (var tally : tallies) {
            merged.computeIfAbsent(tally.name(), name -> tally.emptyNanos()).add(tally.nanos());
        }
        return merged;
    }

    @Override
    public void close() throws IOException {
        generator.close();
    }
}
