package io.lodestar.server.metrics;

import io.lodestar.server.access.AccessRefusal;
import io.lodestar.server.metrics.Meters.Label;
import io.lodestar.transport.ConnectionRefusal;
import io.lodestar.transport.Traffic;
import io.micrometer.core.instrument.Tags;
import io.netty.util.internal.PlatformDependent;
import io.prometheus.metrics.model.snapshots.Labels;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** Who is connected, what passes, and what is refused. */
final class ConnectionMeters {
    private static final Label<ConnectionRefusal> REFUSAL = new Label<>("reason", ConnectionRefusal.class);
    private static final Label<AccessRefusal> DENIAL = new Label<>("reason", AccessRefusal.class);
    private static final double MILLIS_A_SECOND = TimeUnit.SECONDS.toMillis(1);

    private ConnectionMeters() {}

    /** Adds what there is to tell, of connections as of the last look. */
    static void addTo(Meters meters, Observed server, Supplier<Population> population) {
        addConnections(meters, server, population);
        addRefusals(meters, server);
        addLoad(meters, server);
        addWatch(meters, server);
        meters.series(
                "certificate_expiry_timestamp_seconds",
                "When the certificate of the server expires, in seconds since 1970; absent where none is configured.",
                () -> certificate(server.defences().tls().expiry()));
    }

    private static void addConnections(Meters meters, Observed server, Supplier<Population> population) {
        String meaning = "Connections that are open: those on which a broker reported, and others.";
        meters.gauge(
                "connections",
                meaning,
                Tags.of("kind", "broker"),
                () -> population.get().brokerConnections());
        meters.gauge(
                "connections",
                meaning,
                Tags.of("kind", "other"),
                () -> population.get().otherConnections());
        meters.counter(
                "received_bytes", "Bytes that came in, after decryption.", () -> sum(server, Traffic::bytesReceived));
        meters.counter("sent_bytes", "Bytes that were sent, before encryption.", () -> sum(server, Traffic::bytesSent));
    }

    private static void addRefusals(Meters meters, Observed server) {
        meters.counter(
                "connections_refused",
                "Connections that were turned away or given up, by why.",
                REFUSAL,
                reason -> server.defences().refusals().count(reason));
        meters.counter(
                "requests_denied",
                "Requests that access control refused, or with accessControl=audit would have, by why.",
                DENIAL,
                reason -> server.access().refusals().getOrDefault(reason, 0L));
    }

    private static void addLoad(Meters meters, Observed server) {
        meters.histogram(
                "event_loop_lag_seconds",
                "By how much an event loop came too late to a timer; each looks once a second.",
                () -> Buckets.of(
                        server.listener().traffic().stream().map(Traffic::lags).toList()));
        var budget = server.defences().budget();
        meters.gauge(
                "unfinished_bytes",
                "What peers have sent that is not whole yet, or waits to be worked on.",
                budget::heldBytes);
        meters.gauge(
                "unfinished_limit_bytes",
                "How much of that there may be before connections are not read any further.",
                budget::limitBytes);
        meters.gauge(
                "buffer_bytes",
                "Memory that network buffers have taken from the system, free pieces included.",
                () -> Math.max(0, PlatformDependent.usedDirectMemory()));
        meters.gauge("buffer_limit_bytes", "How much of that there may be.", PlatformDependent::maxDirectMemory);
    }

    private static void addWatch(Meters meters, Observed server) {
        meters.gauge(
                "watchers",
                "Connections that watch routes.",
                () -> server.watch().volume().watchers());
        meters.gauge(
                "watched_topics",
                "Topics that are watched, or were until lately.",
                () -> server.watch().volume().topics());
    }

    private static Map<Labels, Double> certificate(Optional<Instant> expiry) {
        return expiry.map(moment -> Map.of(Labels.EMPTY, moment.toEpochMilli() / MILLIS_A_SECOND))
                .orElse(Map.of());
    }

    private static double sum(Observed server, ToLongFunction<Traffic> number) {
        return server.listener().traffic().stream().mapToLong(number).sum();
    }
}
