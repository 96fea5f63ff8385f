package io.lodestar.interop.siege;

import static org.assertj.core.api.Assertions.assertThat;

import io.lodestar.interop.Checkout;
import io.lodestar.interop.NameServerProcess;
import io.lodestar.interop.NameServerProgram;
import io.lodestar.interop.Waiting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * A server besieged in each way by itself, and then in all of them at once, while an honest client asks and an honest broker registers.
 *
 * <ul>
 *   <li>{@code lodestar.siege.seconds}: how long each siege lasts once it stands, 2 by default
 *   <li>{@code lodestar.siege.only}: a word of the sieges to be laid, all of them by default
 *   <li>{@code lodestar.siege.strict}: whether 99 of 100 honest questions must be answered within 50 ms; a machine that has
 *       other things to do may miss that, so without it they have ten seconds
 * </ul>
 */
@Isolated
final class SiegeIT {
    /** The honest broker's name. */
    static final String BROKER = "honest-broker";

    private static final Duration LENGTH = Duration.ofSeconds(Long.getLong("lodestar.siege.seconds", 2));
    private static final String ONLY = System.getProperty("lodestar.siege.only", "");
    private static final long P99_LIMIT_MICROS =
            Boolean.getBoolean("lodestar.siege.strict") ? 50_000 : TimeUnit.SECONDS.toMicros(10);
    private static final long MEBIBYTE = 1 << 20;
    private static final long HEAP_GROWTH_LIMIT = 64 * MEBIBYTE;
    private static final long RESIDENT_LIMIT = 900 * MEBIBYTE;
    private static final long LOG_LIMIT = MEBIBYTE;
    private static final int HALF_OPEN = 10_000;
    private static final int FILES_FOR_OTHERS = 4_000;

    private static final Path FOLDER = Checkout.path("interop/target/scenes")
            .resolve(Long.toString(ProcessHandle.current().pid()))
            .resolve("SiegeIT");

    private static NameServerProcess server;

    @BeforeAll
    static void start() {
        server = NameServerProcess.start(
                NameServerProgram.LODESTAR,
                FOLDER.resolve("namesrv"),
                Map.of(),
                List.of("-XX:NativeMemoryTracking=summary", "-XX:-OmitStackTraceInFastThrow"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void honestPeersNoticeNothingAndMemoryStaysBounded() throws IOException {
        var broker = new HonestBroker(BROKER);
        var log = new ServerLog(server.log());
        var vitals = new Vitals(server.pid());
        try (var registering = HonestClient.started("broker", server.port(), broker, Duration.ofMillis(200))) {
            report(besieged(new Calm(), broker, vitals), vitals); // the server warms up
            long idle = vitals.liveHeap();
            var sieges = new ArrayList<Siege>();
            var faults = new ArrayList<String>();
            for (var besieger : besiegers()) {
                sieges.add(report(besieged(besieger, broker, vitals), vitals));
                faults.addAll(logged(log, besieger.deed()));
            }
            sieges.add(report(besieged(new All(besiegers()), broker, vitals), vitals));

            faults.addAll(logged(log, "all of that at once"));
            assertThat(faults).as("what the log says").isEmpty();
            assertThat(registering.fault()).isEmpty();
            assertThat(registering.micros().getValueAtPercentile(99))
                    .as("microseconds within which 99 of 100 registrations of the honest broker were answered")
                    .isLessThan(P99_LIMIT_MICROS);
            assertThat(sieges).allSatisfy(siege -> siege.check(P99_LIMIT_MICROS, RESIDENT_LIMIT));
            Waiting.until("the heap to be as large as before")
                    .until(() -> vitals.liveHeap() < idle + HEAP_GROWTH_LIMIT);
            assertThat(Files.size(server.log())).as("bytes of log").isLessThan(LOG_LIMIT);
        }
        assertThat(server.stop()).as("exit code").isZero();
    }

    /** What the log says that must not be there, at most the first lines of it. */
    private static List<String> logged(ServerLog log, String deed) {
        return log.newFaults().stream()
                .filter(line -> !line.startsWith("\t"))
                .limit(3)
                .map(line -> deed + ": " + line)
                .toList();
    }

    private static List<Besieger> besiegers() throws IOException {
        return allBesiegers().stream()
                .filter(besieger -> besieger.deed().contains(ONLY))
                .toList();
    }

    private static List<Besieger> allBesiegers() throws IOException {
        return List.of(
                new HalfOpen(Math.min(HALF_OPEN, openFilesLimit() - FILES_FOR_OTHERS)),
                new SlowReaders(500),
                new SlowSenders(100),
                new RequestFlood(
                        "route queries", 13, new HonestBroker(BROKER).route().frame(1)),
                new RequestFlood("lists of all topics", 18, Requests.plain(206).frame()),
                new RequestFlood(
                        "changes of the KV table",
                        19,
                        Requests.kv("rogue", "value").frame()),
                new ConnectionFlood(),
                new LongRegistrations(40),
                new Bombs(),
                new RogueBrokers());
    }

    private static Siege besieged(Besieger besieger, HonestBroker broker, Vitals vitals) throws IOException {
        try (besieger;
                var client = HonestClient.started("client", server.port(), broker.route(), Duration.ofMillis(20))) {
            besieger.begin(server.port());
            long end = System.nanoTime() + LENGTH.toNanos();
            long resident = 0;
            while (System.nanoTime() - end < 0) {
                resident = Math.max(resident, vitals.resident());
                Pauses.of(Duration.ofMillis(50));
            }
            return new Siege(besieger.deed(), besieger.outcome(), client, resident, vitals.direct(), vitals.threads());
        }
    }

    /** How many files this process, and so the server too, may open. */
    private static int openFilesLimit() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/limits"), StandardCharsets.US_ASCII).stream()
                .filter(line -> line.startsWith("Max open files"))
                .map(line -> Arrays.asList(line.split("\\s+", -1)))
                .mapToInt(words -> Integer.parseInt(words.get(4)))
                .findFirst()
                .orElse(FILES_FOR_OTHERS);
    }

    @SuppressWarnings("SystemOut") // the figures that a reader of the run wants
    private static Siege report(Siege siege, Vitals vitals) {
        System.out.printf(
                Locale.ROOT, "siege: %s; %.1f MiB of live heap afterwards%n", siege, vitals.liveHeap() / 1048576.0);
        return siege;
    }
}
