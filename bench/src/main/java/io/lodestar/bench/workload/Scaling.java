package io.lodestar.bench.workload;

import io.lodestar.bench.load.Pace;
import io.lodestar.bench.trial.Line;
import io.lodestar.bench.trial.Measure;
import io.lodestar.bench.trial.Workload;
import io.lodestar.bench.workload.Curve.Point;
import io.lodestar.protocol.HeaderEncoding;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/** The limits of the design: how cost grows with each thing that can grow, and the worst case there is for layouts. */
public final class Scaling {
    private static final String ROUTES = "routes";
    private static final String CLUSTER = "cluster information";
    private static final String REGISTRATIONS = "unchanged registrations";
    private static final int CONNECTIONS = 16;
    private static final Line ROUTE_CPU = new Line(ROUTES, Measure.SERVER_CPU);
    private static final Line HEAP = new Line("process", Measure.LIVE_HEAP);
    private static final Line SET_UP = new Line("process", Measure.SET_UP);

    private Scaling() {}

    /** All curves at a size. */
    public static List<Curve> at(Size size) {
        return List.of(
                new Curve(
                        "brokers (1 000 topics on 4 each)",
                        points(size, n -> routesAnd(cluster(), Topology.spread(n, 1_000, 4)), 10, 100, 300, 1_000),
                        List.of(ROUTE_CPU, new Line(CLUSTER, Measure.SERVER_CPU), HEAP)),
                new Curve(
                        "topics (all on the same 4 brokers)",
                        points(size, n -> routesAnd(again(), Topology.full(4, n)), 1_000, 5_000, 20_000, 80_000),
                        List.of(ROUTE_CPU, new Line(REGISTRATIONS, Measure.SERVER_CPU), HEAP, SET_UP)),
                new Curve(
                        "distinct layouts (20 000 topics on 4 brokers each)",
                        points(size, n -> routes(Topology.spread(n, 20_000 / size.divisor(), 4)), 16, 64, 256, 1_000),
                        List.of(ROUTE_CPU, HEAP, SET_UP)),
                new Curve(
                        "connections (1 request at a time on each)",
                        points(size, Scaling::connected, 16, 128, 512, 2_048),
                        List.of(ROUTE_CPU, new Line(ROUTES, Measure.P99))),
                new Curve(
                        "route queries in a second",
                        points(size, Scaling::paced, 500, 2_000, 4_000, 8_000),
                        List.of(ROUTE_CPU, new Line(ROUTES, Measure.P99))),
                new Curve(
                        "topics no two of which are alike, on 16 of 1 000 brokers each",
                        points(size, n -> routes(Topology.distinct(size.of(1_000), n, size.of(16))), 20_000, 100_000),
                        List.of(ROUTE_CPU, HEAP, SET_UP)));
    }

    private static List<Point> points(Size size, IntFunction<Workload> workload, int... sizes) {
        return Arrays.stream(sizes)
                .map(size::of)
                .distinct()
                .mapToObj(n -> new Point(n, workload.apply(n)))
                .toList();
    }

    private static Workload routes(Topology topology) {
        return workload(topology, List.of(ofRoutes(CONNECTIONS, Pace.closed(8))));
    }

    private static Workload routesAnd(LoadCase other, Topology topology) {
        return workload(topology, List.of(ofRoutes(CONNECTIONS, Pace.closed(8)), other));
    }

    private static Workload connected(int connections) {
        return workload(Topology.full(4, 1_000), List.of(ofRoutes(connections, Pace.closed(1))));
    }

    private static Workload paced(int perSecond) {
        return workload(Topology.full(4, 1_000), List.of(ofRoutes(CONNECTIONS, Pace.open(perSecond))));
    }

    private static LoadCase ofRoutes(int connections, Pace pace) {
        return LoadCase.of(ROUTES, connections, pace, Sources.routes(HeaderEncoding.JSON));
    }

    private static LoadCase cluster() {
        return LoadCase.of(CLUSTER, CONNECTIONS, Pace.closed(1), Sources.clusterInformation());
    }

    private static LoadCase again() {
        return LoadCase.of(REGISTRATIONS, 4, Pace.closed(1), Sources.registrations(Edition::again));
    }

    private static Workload workload(Topology topology, List<LoadCase> cases) {
        return new LoadWorkload("scaling", "How does cost grow?", topology, cases, List.of());
    }
}
