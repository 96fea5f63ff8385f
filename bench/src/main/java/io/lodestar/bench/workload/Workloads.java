package io.lodestar.bench.workload;

import io.lodestar.bench.load.Pace;
import io.lodestar.bench.trial.Figures;
import io.lodestar.bench.trial.Measure;
import io.lodestar.bench.trial.Target;
import io.lodestar.bench.trial.Workload;
import io.lodestar.protocol.HeaderEncoding;
import java.util.ArrayList;
import java.util.List;

/** All workloads, in the order in which they run. */
public final class Workloads {
    private static final int CONNECTIONS = 16;
    private static final int CLUSTER_CONNECTIONS = 64;

    private Workloads() {}

    /** All workloads at a size. */
    public static List<Workload> at(Size size) {
        var workloads = new ArrayList<Workload>();
        workloads.add(narrow(size));
        workloads.add(wide(size));
        workloads.add(spread(size));
        workloads.add(cluster(size));
        workloads.add(unchanged(size));
        workloads.add(changed(size));
        workloads.add(storm(size));
        workloads.add(start());
        workloads.add(idle(size));
        workloads.add(departure(size));
        workloads.add(million(size));
        workloads.add(longRegistration(size));
        workloads.add(rival(size, "rival-20k-1", new Trace.Profile(20_000, 1_000, 100_000, 0), 1, 64));
        workloads.add(rival(size, "rival-100k-4", new Trace.Profile(100_000, 1_000, 200_000, 10), 4, 256));
        workloads.add(rival(size, "rival-100k-16", new Trace.Profile(100_000, 1_000, 200_000, 10), 16, 1_024));
        return workloads;
    }

    private static Workload narrow(Size size) {
        var row = "route query, 4 brokers, pipelined: CPU per request";
        return new LoadWorkload(
                "narrow",
                "What does a route query cost when the topic lives on 4 brokers?",
                Topology.full(4, size.of(1_000)),
                List.of(
                        routes("JSON, depth 1", Pace.closed(1), HeaderEncoding.JSON),
                        routes("JSON, depth 8", Pace.closed(8), HeaderEncoding.JSON),
                        routes("JSON, depth 64", Pace.closed(size.of(64)), HeaderEncoding.JSON),
                        routes("binary, depth 8", Pace.closed(8), HeaderEncoding.BINARY),
                        routes("JSON, 2 000/s", Pace.open(2_000), HeaderEncoding.JSON)),
                List.of(
                        Target.ofApache(row, "JSON, depth 8", Measure.SERVER_CPU, 1.0 / 10),
                        Target.ofApache(row, "JSON, depth 64", Measure.SERVER_CPU, 1.0 / 10),
                        Target.ofEcho(row, "JSON, depth 8", Measure.SERVER_CPU, 3),
                        Target.ofEcho(row, "JSON, depth 64", Measure.SERVER_CPU, 3)));
    }

    private static Workload wide(Size size) {
        var row = "route query, 300 brokers wide (63 KB body)";
        return new LoadWorkload(
                "wide",
                "What does a route query cost when the topic lives on 300 brokers?",
                Topology.full(size.of(300), size.of(100)),
                List.of(
                        routes("JSON, depth 1", Pace.closed(1), HeaderEncoding.JSON),
                        routes("JSON, depth 8", Pace.closed(8), HeaderEncoding.JSON)),
                List.of(
                        Target.ofApache(row, "JSON, depth 8", Measure.SERVER_CPU, 1.0 / 12),
                        Target.ofEcho(row, "JSON, depth 8", Measure.SERVER_CPU, 2)));
    }

    private static Workload spread(Size size) {
        return new LoadWorkload(
                "spread",
                "What does a route query cost among 1 000 brokers and 20 000 topics on 4 brokers each?",
                Topology.spread(size.of(1_000), size.of(20_000), 4),
                List.of(
                        routes("JSON, depth 8", Pace.closed(8), HeaderEncoding.JSON),
                        routes("binary, depth 8", Pace.closed(8), HeaderEncoding.BINARY)),
                List.of());
    }

    private static Workload cluster(Size size) {
        var row = "cluster information with 1 000 brokers (140 KB body): CPU per request";
        var label = "106, depth 1";
        return new LoadWorkload(
                "cluster",
                "What does the cluster information cost, which every 5.x broker asks for every 5 s?",
                // a broker that begins with one topic is refused, here as there
                Topology.full(size.of(1_000), 8),
                List.of(LoadCase.of(label, size.of(CLUSTER_CONNECTIONS), Pace.closed(1), Sources.clusterInformation())),
                List.of(
                        Target.ofApache(row, label, Measure.SERVER_CPU, 1.0 / 15),
                        Target.ofEcho(row, label, Measure.SERVER_CPU, 2)));
    }

    private static Workload unchanged(Size size) {
        var row = "unchanged registration of 10 000 topics: CPU";
        var label = "4 brokers";
        return new LoadWorkload(
                "unchanged",
                "What does a broker of 10 000 topics cost that has nothing new, but stamps its registration anew?",
                Topology.full(4, size.of(10_000)),
                List.of(LoadCase.of(label, 4, Pace.closed(1), Sources.registrations(Edition::again))),
                List.of(Target.ofApache(row, label, Measure.SERVER_CPU, 1.0 / 20)));
    }

    private static Workload changed(Size size) {
        var row = "registration with one changed topic of 10 000: CPU";
        var label = "4 brokers";
        return new LoadWorkload(
                "changed",
                "What does a broker of 10 000 topics cost when one of them has other queues each time?",
                Topology.full(4, size.of(10_000)),
                List.of(LoadCase.of(label, 4, Pace.closed(1), Sources.registrations(Edition::changed))),
                List.of(Target.ofApache(row, label, Measure.SERVER_CPU, 1.0 / 4)));
    }

    private static Workload storm(Size size) {
        var memory = "300 brokers × 10 000 topics: live heap";
        var row = "the same 300 brokers re-register every 30 s, unchanged: server CPU; route p99 meanwhile";
        int brokers = size.of(300);
        double registrations = brokers / size.stormPeriodSeconds();
        return new LoadWorkload(
                "storm",
                "How do routes fare while 300 brokers of 10 000 topics register every 30 s, and what does it all take?",
                Topology.full(brokers, size.of(10_000)),
                List.of(new LoadCase(
                        "all",
                        List.of(
                                new LoadCase.Part(
                                        "routes",
                                        size.of(CONNECTIONS),
                                        Pace.open(500),
                                        Sources.routes(HeaderEncoding.JSON)),
                                new LoadCase.Part(
                                        "registrations",
                                        brokers,
                                        Pace.open(registrations),
                                        Sources.registrations(Edition::again))))),
                List.of(
                        Target.ofApache(memory, "process", Measure.LIVE_HEAP, 1.0 / 10),
                        Target.ofApache(row, "all", Measure.SERVER_LOAD, 1.0 / 10),
                        Target.ofApache(row, "routes", Measure.P99, 1.0 / 8),
                        Target.atMost(row, "routes", Measure.P99, 3_000)));
    }

    private static Workload start() {
        var row = "process start to first answered query";
        return new FreshWorkload(
                "start",
                "How long does it take from the start of the process to its first answer?",
                List.of(Target.ofApache(row, "process", Measure.START, 1.0 / 4)),
                (server, schedule) -> new Figures()
                        .with("process", Measure.START, server.startTime().toNanos() / 1e6));
    }

    private static Workload idle(Size size) {
        var row = "20 000 idle connections: memory each";
        return new FreshWorkload(
                "idle",
                "What does a connection take that asked once and rests, when there are 20 000?",
                List.of(Target.ofApache(row, IdleConnections.LABEL, IdleConnections.LIVE_HEAP, 1.0 / 3)),
                new IdleConnections(size.of(20_000)));
    }

    private static Workload departure(Size size) {
        var row = "300 brokers drop at once: until no route names them; route p99 meanwhile";
        return new FreshWorkload(
                "departure",
                "How long do routes name 300 brokers of 10 000 topics that drop at once, and how do other routes fare?",
                List.of(
                        Target.atMost(row, MassDeparture.DEPARTURE, Measure.TIME, 200),
                        Target.atMost(row, MassDeparture.ROUTES, Measure.P99, 5_000)),
                new MassDeparture(size.of(300), size.of(10_000)));
    }

    private static Workload million(Size size) {
        var row = "1 000 000 topics on one server";
        return new FreshWorkload(
                "million",
                "How long does it take to register 1 000 000 topics of 100 brokers, and what do they take?",
                List.of(
                        Target.atMost(row, ManyTopics.LABEL, Measure.SET_UP, 30_000),
                        Target.atMost(row, ManyTopics.LABEL, Measure.LIVE_HEAP, 300)),
                new ManyTopics(size.of(100), size.of(1_000_000)));
    }

    private static Workload longRegistration(Size size) {
        var row = "one broker with 100 000 topics (frame over 16 MiB)";
        int topics = size.of(100_000);
        return new FreshWorkload(
                "long",
                "Does a server take a broker with 100 000 topics, whose registration is longer than 16 MiB?",
                List.of(Target.atLeast(row, LongRegistration.LABEL, LongRegistration.TOPICS, topics)),
                new LongRegistration(topics));
    }

    private static Workload rival(Size size, String name, Trace.Profile full, int width, int connections) {
        var profile =
                new Trace.Profile(size.of(full.topics()), size.of(full.brokers()), full.operations(), full.zoneShare());
        int most = size.of(connections);
        var source = new RivalSource(profile, most);
        return new LoadWorkload(
                name,
                "How does the trace of the Rust port's benchmark run: " + full.topics() + " topics on " + width + " of "
                        + full.brokers() + " brokers each, 5 % registrations, " + connections + " connections?",
                new Topology(
                        Topology.Names.RIVAL,
                        profile.brokers(),
                        profile.topics(),
                        Math.min(width, profile.brokers()),
                        false),
                List.of(LoadCase.of("all", most, Pace.closed(1), source)),
                List.of());
    }

    private static LoadCase routes(String label, Pace pace, HeaderEncoding encoding) {
        return LoadCase.of(label, CONNECTIONS, pace, Sources.routes(encoding));
    }
}
