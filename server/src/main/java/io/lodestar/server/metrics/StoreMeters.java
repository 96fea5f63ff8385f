package io.lodestar.server.metrics;

import io.lodestar.server.store.SnapshotKeeper;
import io.micrometer.core.instrument.Tags;
import io.prometheus.metrics.model.snapshots.Labels;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What survives a restart. */
final class StoreMeters {
    private static final double NANOS_A_SECOND = TimeUnit.SECONDS.toNanos(1);

    private StoreMeters() {}

    static void addTo(Meters meters, Observed server) {
        server.snapshots().ifPresent(keeper -> addSnapshot(meters, keeper));
        addJournal(meters, server);
        addKv(meters, server);
    }

    private static void addSnapshot(Meters meters, SnapshotKeeper keeper) {
        meters.gauge(
                "snapshot_behind_seconds",
                "For how long the snapshot has lacked something that the server knows; 0 while it has everything.",
                () -> seconds(keeper.state().behind()));
        meters.gauge(
                "snapshot_write_seconds",
                "How long it took to write the snapshot last.",
                () -> seconds(keeper.state().took()));
        meters.gauge(
                "snapshot_failing",
                "1 when the snapshot could not be written the last time.",
                () -> flag(keeper.state().failing()));
    }

    private static void addJournal(Meters meters, Observed server) {
        var journal = server.journal();
        meters.counter(
                "journal_entries",
                "Entries that the journal took since the start.",
                () -> journal.state().written());
        meters.counter(
                "journal_lost",
                "Events that could not be entered or written.",
                () -> journal.state().lost());
        meters.gauge(
                "journal_waiting_bytes",
                "What the events take that are not written yet.",
                () -> journal.state().waitingBytes());
        meters.gauge(
                "journal_failing",
                "1 when the last entry could not be written.",
                () -> flag(journal.state().failing()));
        meters.series(
                "journal_age_seconds",
                "How long ago the last entry was made.",
                () -> alone(journal.state().age()));
    }

    private static void addKv(Meters meters, Observed server) {
        var kv = server.kv();
        String meaning = "Changes of the KV configuration that were asked for, by what became of them.";
        meters.counter("kv_writes", meaning, Tags.of("outcome", "success"), kv::changesKept);
        meters.counter("kv_writes", meaning, Tags.of("outcome", "failed"), kv::changesFailed);
        meters.gauge("kv_entries", "Namespaces and keys in the KV configuration, together.", kv::size);
    }

    private static Map<Labels, Double> alone(Optional<Duration> duration) {
        return duration.map(known -> Map.of(Labels.EMPTY, seconds(known))).orElse(Map.of());
    }

    private static int flag(boolean holds) {
        return holds ? 1 : 0;
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / NANOS_A_SECOND;
    }
}
