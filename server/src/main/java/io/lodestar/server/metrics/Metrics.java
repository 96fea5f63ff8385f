package io.lodestar.server.metrics;

import com.sun.management.OperatingSystemMXBean;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * What the server tells Prometheus. Thread-safe. Nothing is counted here and nothing costs anything between two looks: each asks those who count
 * (decision 31).
 */
public final class Metrics implements AutoCloseable {
    /** Meters of Micrometer's whose names Prometheus's own check complains of. */
    private static final List<String> MISNAMED = List.of("process.cpu.time", "system.cpu.count");

    private static final double NANOS_A_SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final String OPEN_METRICS = "application/openmetrics-text";

    private final Observed server;
    private final Duration lasting;
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ExpositionFormats formats = ExpositionFormats.init();
    private final JvmGcMetrics collections = new JvmGcMetrics();
    /** Taken once for each look, so that all series of brokers are of one moment. Guarded by this. */
    private Population population = Population.NOBODY;

    /** By the kind of text. Guarded by this. */
    private final Map<String, Exposition> shared = new HashMap<>();

    private long sharedAtNanos;

    /**
     * Tells of a server, and of what HTTP has to do there.
     *
     * @param lasting for how long one look does for all who look
     */
    public Metrics(Observed server, Supplier<HttpLoad> http, Duration lasting) {
        this.server = server;
        this.lasting = lasting;
        this.sharedAtNanos = server.services().ticker().nanos() - lasting.toNanos();
        MISNAMED.forEach(name -> registry.config().meterFilter(MeterFilter.denyNameStartsWith(name)));
        var meters = new Meters(registry);
        addServer(meters);
        RequestMeters.addTo(meters, server);
        ConnectionMeters.addTo(meters, server, () -> population);
        RegistryMeters.addTo(meters, server, () -> population);
        StoreMeters.addTo(meters, server);
        PeerMeters.addTo(meters, server.peers());
        addHttp(meters, http);
        addProcess();
    }

    private static void addHttp(Meters meters, Supplier<HttpLoad> http) {
        meters.gauge(
                "http_connections",
                "Connections of HTTP that are open.",
                () -> http.get().connections());
        meters.gauge(
                "http_streams",
                "Those of them that are event streams.",
                () -> http.get().streams());
        http.get()
                .refusals()
                .keySet()
                .forEach(reason -> meters.counter(
                        "http_refused",
                        "Requests and connections of HTTP that were turned away or given up, by why.",
                        Tags.of("reason", reason.toLowerCase(Locale.ROOT)),
                        () -> http.get().refusals().getOrDefault(reason, 0L)));
    }

    private void addServer(Meters meters) {
        var insight = server.insight();
        var state = insight.state();
        meters.info(
                "Always 1; its labels say which server this is.",
                Tags.of("release", state.version(), "epoch", state.epoch()));
        meters.gauge(
                "ready",
                "1 while /readyz says so: routes are answered, and the server is not shutting down.",
                () -> insight.state().ready() ? 1 : 0);
    }

    private void addProcess() {
        List.of(
                        new ClassLoaderMetrics(),
                        new JvmMemoryMetrics(),
                        new JvmThreadMetrics(),
                        collections,
                        new ProcessorMetrics(),
                        new UptimeMetrics(),
                        new FileDescriptorMetrics())
                .forEach(binder -> binder.bindTo(registry));
        var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        FunctionCounter.builder("process_cpu_seconds", system, bean -> bean.getProcessCpuTime() / NANOS_A_SECOND)
                .description("Processor time that this process has taken.")
                .register(registry);
    }

    /**
     * Returns all metrics as of now. Walks the brokers, so it is not for an event loop.
     *
     * @param accepted the kinds of text that are understood, as HTTP's Accept has them; empty for Prometheus's own
     */
    public synchronized Exposition look(String accepted) throws IOException {
        long now = server.services().ticker().nanos();
        if (now - sharedAtNanos >= lasting.toNanos()) {
            shared.clear();
            sharedAtNanos = now;
            population = Population.of(server.insight());
        }
        var writer = writer(accepted);
        var known = shared.get(writer.getContentType());
        return known == null ? written(writer) : known;
    }

    private Exposition written(ExpositionFormatWriter writer) throws IOException {
        var out = new ByteArrayOutputStream();
        writer.write(out, registry.getPrometheusRegistry().scrape());
        var exposition = new Exposition(writer.getContentType(), out.toByteArray());
        shared.put(writer.getContentType(), exposition);
        return exposition;
    }

    private ExpositionFormatWriter writer(String accepted) {
        return accepted.contains(OPEN_METRICS)
                ? formats.getOpenMetricsTextFormatWriter()
                : formats.getPrometheusTextFormatWriter();
    }

    /** Listens to the garbage collector no more. */
    @Override
    public synchronized void close() {
        collections.close();
        registry.close();
    }
}
