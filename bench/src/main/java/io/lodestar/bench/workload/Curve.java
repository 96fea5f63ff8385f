package io.lodestar.bench.workload;

import io.lodestar.bench.trial.Line;
import io.lodestar.bench.trial.Workload;
import java.util.List;

/**
 * How cost grows with one thing.
 *
 * @param grows what grows
 * @param lines which figures are of interest
 */
public record Curve(String grows, List<Point> points, List<Line> lines) {
    /** Copies what it is given. */
    public Curve {
        points = List.copyOf(points);
        lines = List.copyOf(lines);
    }

    /** One size of it, and the workload that shows what it costs. */
    public record Point(int size, Workload workload) {}
}
