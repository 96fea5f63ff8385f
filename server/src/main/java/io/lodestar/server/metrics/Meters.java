package io.lodestar.server.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** Where meters are named. None of them counts: each asks who does, when somebody looks. */
final class Meters {
    /** What the names of all meters begin with. */
    static final String PREFIX = "rocketmq_namesrv_";

    private final PrometheusMeterRegistry registry;

    Meters(PrometheusMeterRegistry registry) {
        this.registry = registry;
    }

    /** Adds what never changes, and is told by labels: Micrometer knows it by the end of its name. */
    void info(String meaning, Tags tags) {
        Gauge.builder("rocketmq_namesrv.info", () -> 1)
                .description(meaning)
                .tags(tags)
                .register(registry);
    }

    /** Adds what only grows. */
    void counter(String name, String meaning, DoubleSupplier value) {
        counter(name, meaning, Tags.empty(), value);
    }

    /** Adds what only grows, counted for each constant. */
    <E extends Enum<E>> void counter(String name, String meaning, Label<E> label, ToDoubleFunction<E> value) {
        for (E constant : label.values()) {
            counter(name, meaning, label.tags(constant), () -> value.applyAsDouble(constant));
        }
    }

    /** Adds what only grows, with labels. */
    void counter(String name, String meaning, Tags tags, DoubleSupplier value) {
        // Micrometer forgets a counter whose object nobody else holds; the registry lives as long as its meters.
        FunctionCounter.builder(PREFIX + name, registry, unused -> value.getAsDouble())
                .description(meaning)
                .tags(tags)
                .register(registry);
    }

    /** Adds what goes up and down. */
    void gauge(String name, String meaning, Supplier<Number> value) {
        gauge(name, meaning, Tags.empty(), value);
    }

    /** Adds what goes up and down, with labels. */
    void gauge(String name, String meaning, Tags tags, Supplier<Number> value) {
        Gauge.builder(PREFIX + name, value).description(meaning).tags(tags).register(registry);
    }

    /** Adds a gauge whose series come and go. */
    void series(String name, String meaning, Supplier<Map<Labels, Double>> values) {
        registry.getPrometheusRegistry().register(new Series(PREFIX + name, meaning, values));
    }

    /** Adds durations. */
    void histogram(String name, String meaning, Supplier<Buckets> all) {
        registry.getPrometheusRegistry().register(Histogram.of(PREFIX + name, meaning, all));
    }

    /** Adds durations, counted for each constant. */
    <E extends Enum<E>> void histogram(String name, String meaning, Label<E> label, Function<E, Buckets> buckets) {
        var parts = new LinkedHashMap<String, Supplier<Buckets>>();
        for (E constant : label.values()) {
            parts.put(Label.text(constant), () -> buckets.apply(constant));
        }
        registry.getPrometheusRegistry().register(Histogram.of(PREFIX + name, meaning, label.name(), parts));
    }

    /** A label whose values are the constants of an enum, in lower case. */
    record Label<E extends Enum<E>>(String name, Class<E> type) {
        E[] values() {
            return type.getEnumConstants();
        }

        Tags tags(E constant) {
            return Tags.of(name, text(constant));
        }

        static String text(Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT);
        }
    }
}
