package io.lodestar.server.metrics;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricFamilyDescriptor;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A gauge of things that come and go: what is not there when somebody looks has no series.
 *
 * @param values what there is at the moment, each under labels of its own
 */
record Series(String name, String meaning, Supplier<Map<Labels, Double>> values) implements Collector {
    @Override
    public MetricFamilyDescriptor getMetricFamilyDescriptor() {
        return MetricFamilyDescriptor.gauge(name).help(meaning).build();
    }

    @Override
    public MetricSnapshot collect() {
        var snapshot = GaugeSnapshot.builder().name(name).help(meaning);
        values.get()
                .forEach((labels, value) -> snapshot.dataPoint(GaugeDataPointSnapshot.builder()
                        .labels(labels)
                        .value(value)
                        .build()));
        return snapshot.build();
    }
}
