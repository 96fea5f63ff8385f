package io.lodestar.server.metrics;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricFamilyDescriptor;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Durations that others count, asked for when somebody looks: Micrometer has histograms only of what it counts itself. */
final class Histogram implements Collector {
    private final String name;
    private final String meaning;
    private final Map<Labels, Supplier<Buckets>> parts;

    private Histogram(String name, String meaning, Map<Labels, Supplier<Buckets>> parts) {
        this.name = name;
        this.meaning = meaning;
        this.parts = new TreeMap<>(parts);
    }

    /** Returns one without labels. */
    static Histogram of(String name, String meaning, Supplier<Buckets> all) {
        return new Histogram(name, meaning, Map.of(Labels.EMPTY, all));
    }

    /** Returns one with a label, and what counts for each of its values. */
    static Histogram of(String name, String meaning, String label, Map<String, Supplier<Buckets>> parts) {
        var labelled = new TreeMap<Labels, Supplier<Buckets>>();
        parts.forEach((value, buckets) -> labelled.put(Labels.of(label, value), buckets));
        return new Histogram(name, meaning, labelled);
    }

    @Override
    public MetricFamilyDescriptor getMetricFamilyDescriptor() {
        return MetricFamilyDescriptor.histogram(name).help(meaning).build();
    }

    @Override
    public MetricSnapshot collect() {
        var snapshot = HistogramSnapshot.builder().name(name).help(meaning);
        parts.forEach((labels, buckets) -> snapshot.dataPoint(buckets.get().labelled(labels)));
        return snapshot.build();
    }
}
