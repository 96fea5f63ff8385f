package io.lodestar.interop.siege;

import static org.assertj.core.api.Assertions.assertThat;

import io.lodestar.interop.Checkout;
import io.lodestar.interop.NameServerProcess;
import io.lodestar.interop.NameServerProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Requests of every code, spoiled in every way, against a server that watches its buffers with paranoia.
 *
 * <ul>
 *   <li>{@code lodestar.fuzz.inputs}: how many, 200,000 by default
 *   <li>{@code lodestar.fuzz.seed}: which; new each time by default
 *   <li>{@code lodestar.fuzz.first}: the number of the first input, to run a part of them again
 * </ul>
 */
@Timeout(7200)
final class FuzzIT {
    private static final int INPUTS = Integer.getInteger("lodestar.fuzz.inputs", 200_000);
    private static final int FIRST = Integer.getInteger("lodestar.fuzz.first", 0);
    private static final long SEED = Long.getLong("lodestar.fuzz.seed", System.nanoTime());
    private static final long ALLOWED_GROWTH = 64L << 20;
    private static final long LOG_LIMIT = 16L << 20;
    private static final Path FOLDER = Checkout.path("interop/target/scenes")
            .resolve(Long.toString(ProcessHandle.current().pid()))
            .resolve("FuzzIT");
    private static final Path CORPUS = Checkout.path("interop/src/test/resources/corpus");

    /** It does not live long enough to gain from the better compiler what that costs. */
    private static final String QUICKLY_COMPILED = "-XX:TieredStopAtLevel=1";

    /** Twelve characters, as RocketMQ wants it. */
    private static final String ACCESS_KEY = "fuzz-account";

    private static NameServerProcess server;

    @BeforeAll
    static void start() {
        server = NameServerProcess.start(
                NameServerProgram.LODESTAR,
                FOLDER.resolve("namesrv"),
                Map.of("accessControl", "audit", "accountsFile", accounts().toString()),
                List.of("-Dio.netty.leakDetection.level=paranoid", "-XX:-OmitStackTraceInFastThrow", QUICKLY_COMPILED));
    }

    /** Every signature is checked, and nobody is refused: so what is behind the check is attacked too. */
    private static Path accounts() {
        try {
            Files.createDirectories(FOLDER);
            return Files.write(
                    FOLDER.resolve("accounts.yml"),
                    List.of("accounts:", "- accessKey: " + ACCESS_KEY, "  secretKey: " + ACCESS_KEY, "  admin: true"));
        } catch (IOException e) {
            throw new UncheckedIOException("no accounts can be written to " + FOLDER, e);
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void noInputMakesTheServerFailLeakOrForgetItsHonestPeers() throws IOException {
        var broker = new HonestBroker("honest-broker");
        var log = new ServerLog(server.log());
        var vitals = new Vitals(server.pid());
        try (var registering = HonestClient.started("broker", server.port(), broker, Duration.ofMillis(500));
                var asking = HonestClient.started("client", server.port(), broker.route(), Duration.ofMillis(20))) {
            long idle = vitals.liveHeap();
            long begun = System.nanoTime();
            var attack = new Attack(new InputFactory(SEED, Corpus.in(CORPUS)), SEED, server.port(), log);

            var failure = attack.run(FIRST, FIRST + INPUTS);
            long after = vitals.liveHeap();

            say(attack, Duration.ofNanos(System.nanoTime() - begun), idle, after);
            assertThat(failure.map(found -> explained(found, attack))).isEmpty();
            assertThat(registering.fault()).isEmpty();
            assertThat(asking.fault()).isEmpty();
            assertThat(after).as("bytes of live heap; %d when idle", idle).isLessThan(idle + ALLOWED_GROWTH);
            assertThat(Files.size(server.log())).as("bytes of log").isLessThan(LOG_LIMIT);
            assertThat(attack.delivered()).isGreaterThanOrEqualTo(INPUTS);
            assertThat(attack.encrypted()).as("connections with TLS").isPositive();
            assertThat(asking.micros().getTotalCount()).as("honest questions").isGreaterThan(10);
        }
        vitals.liveHeap(); // what leaked is garbage now, and is told of when the next buffers are taken
        assertThat(new Attack(new InputFactory(SEED, List.of()), SEED, server.port(), log).run(0, 500))
                .as("what the log says after the last garbage collection, seed %d", SEED)
                .isEmpty();
        assertThat(server.stop()).as("exit code").isZero();
    }

    private static String explained(Attack.Failure failure, Attack attack) {
        if (failure.suspects().isEmpty()) {
            return failure.what() + "\nseed " + SEED + ", -Dlodestar.fuzz.seed=" + SEED
                    + "; no input is suspected of it";
        }
        var needed = new Shrinker(attack::fails).shrink(failure.suspects());
        var file = FOLDER.resolve("failure-" + SEED + ".hex");
        Corpus.keep(file, failure.what(), needed);
        return failure.what() + "\nseed " + SEED + ", -Dlodestar.fuzz.seed=" + SEED + "; it takes, also in " + file
                + ":\n" + String.join("\n", needed.stream().map(Input::toString).toList());
    }

    @SuppressWarnings("SystemOut") // the figures that a reader of the run wants
    private static void say(Attack attack, Duration time, long idle, long after) {
        System.out.printf(
                Locale.ROOT,
                "fuzz: seed %d, %d inputs over %d connections, %d of them with TLS, in %d s (of the processors: server %d s, test %d s), live heap %.1f MiB before and %.1f MiB after%n",
                SEED,
                attack.delivered(),
                attack.connections(),
                attack.encrypted(),
                time.toSeconds(),
                processorSeconds(server.pid()),
                processorSeconds(ProcessHandle.current().pid()),
                idle / 1048576.0,
                after / 1048576.0);
    }

    private static long processorSeconds(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .map(Duration::toSeconds)
                .orElse(-1L);
    }
}
