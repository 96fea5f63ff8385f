package io.lodestar.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.lodestar.protocol.RequestCode;
import io.lodestar.server.store.SnapshotFile;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server is killed amid registrations, KV writes, drains and snapshots, again and again: each time it starts again, has what it
 * acknowledged, and its first answers hold nothing but what was once registered. {@code -Dlodestar.kills=200} kills more often, {@code
 * -Dlodestar.seed=N} repeats a run as far as chance allows.
 */
class RestartKillIT {
    private static final int KILLS = Integer.getInteger("lodestar.kills", 10);
    private static final int BALLAST_TOPICS = 5_000;
    private static final int LONGEST_STORM_MILLIS = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern PORT = Pattern.compile("address 127\\.0\\.0\\.1:(\\d+)");

    @TempDir
    private Path folder;

    private final long seed = Long.getLong("lodestar.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final List<Registering> brokers =
            List.of(new Registering(1, BALLAST_TOPICS), new Registering(2, 0), new Registering(3, 0));
    private final KvPutting kv = new KvPutting();
    private final Draining drains = new Draining(brokers);

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void aKilledServerStartsAgainAndKeepsItsWord() throws Exception {
        var configuration = Files.writeString(
                folder.resolve("namesrv.properties"), "bindAddress=127.0.0.1\nlistenPort=0\nstateFolder=state\n");
        for (int kill = 0; kill <= KILLS; kill++) {
            try (var server = Launched.server(folder, "-c", configuration.toString())) {
                server.awaitOutput("started in");
                round(kill, server);
            } catch (AssertionError | ExecutionException failure) {
                throw new AssertionError("after kill " + kill + " of -Dlodestar.seed=" + seed, failure);
            }
        }
    }

    private void round(int kill, Launched server) throws Exception {
        var port = PORT.matcher(server.output()).results().findFirst().orElseThrow();
        var address = new InetSocketAddress("127.0.0.1", Integer.parseInt(port.group(1)));
        var peers = Stream.generate(() -> new Peer(address)).limit(5).toList();
        try {
            if (kill > 0) {
                verify(peers.get(0));
                assertThat(server.output()).doesNotContain("damaged", "of no use", "could not", "cannot");
            }
            for (int i = 0; i < brokers.size(); i++) {
                brokers.get(i).once(peers.get(i), random);
            }
            if (kill == 0) {
                Awaitility.await().atMost(PATIENCE).until(this::areAllInTheSnapshot);
            } else {
                drains.verify(peers.get(0)); // a registration does not undo a drain
            }
            if (kill < KILLS) {
                storm(peers, server);
            }
        } finally {
            peers.forEach(Peer::close);
        }
    }

    private void verify(Peer peer) {
        kv.verify(peer);
        brokers.forEach(broker -> broker.verify(peer));
        drains.verify(peer);
    }

    private void storm(List<Peer> peers, Launched server) throws Exception {
        var deeds = new ArrayList<Deed>(brokers);
        deeds.add(kv);
        deeds.add(drains);
        var dead = new AtomicBoolean();
        var threads = Executors.newFixedThreadPool(deeds.size());
        try {
            var storms = new ArrayList<Future<?>>();
            for (int i = 0; i < deeds.size(); i++) {
                var deed = deeds.get(i);
                var peer = peers.get(i);
                var own = new Random(random.nextLong());
                storms.add(threads.submit(() -> repeat(deed, peer, own, dead)));
            }
            awaitMoment(server);
            dead.set(true);
            server.kill();
            for (var storm : storms) {
                storm.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void repeat(Deed deed, Peer peer, Random random, AtomicBoolean dead) {
        try {
            while (true) {
                deed.once(peer, random);
            }
        } catch (UncheckedIOException gone) {
            if (!dead.get()) {
                throw gone;
            }
        }
    }

    /** Waits for any moment, or for one at which a file is being written. */
    private void awaitMoment(Launched server) {
        var file = List.of("", "", "snapshot", "snapshot", "drains").get(random.nextInt(5));
        var writing = state(file + "." + server.pid() + ".tmp");
        int millis = random.nextInt(LONGEST_STORM_MILLIS);
        Awaitility.await()
                .pollInSameThread()
                .pollDelay(file.isEmpty() ? Duration.ofMillis(millis) : Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .atMost(PATIENCE)
                .until(() -> file.isEmpty() || Files.exists(writing));
    }

    private boolean areAllInTheSnapshot() {
        var snapshot = new SnapshotFile(state("snapshot"), Clock.systemUTC()).load();
        return snapshot.filter(found -> found.seats().size() == brokers.size()).isPresent();
    }

    private Path state(String name) {
        return folder.resolve("state").resolve(name);
    }

    /** Counts under a few keys. */
    private static final class KvPutting implements Deed {
        private static final int KEYS = 5;

        private final int[] sent = new int[KEYS];
        private final int[] acknowledged = new int[KEYS];

        @Override
        public void once(Peer peer, Random random) {
            int key = random.nextInt(KEYS);
            var value = Integer.toString(++sent[key]);
            Deed.acknowledged(peer.ask(
                    RequestCode.PUT_KV_CONFIG, Map.of("namespace", "kills", "key", "key-" + key, "value", value)));
            acknowledged[key] = sent[key];
        }

        @Override
        public void verify(Peer peer) {
            for (int key = 0; key < KEYS; key++) {
                var answer = peer.ask(RequestCode.GET_KV_CONFIG, Map.of("namespace", "kills", "key", "key-" + key));
                int found = answer.header()
                        .fields()
                        .text("value")
                        .map(Integer::parseInt)
                        .orElse(0);
                assertThat(found).as("value of key-%d", key).isBetween(acknowledged[key], sent[key]);
                acknowledged[key] = found;
            }
        }
    }

    /** Drains brokers and lifts it again. */
    private static final class Draining implements Deed {
        private final List<Registering> brokers;
        private final boolean[] asked;
        private final boolean[] acknowledged;

        Draining(List<Registering> brokers) {
            this.brokers = brokers;
            this.asked = new boolean[brokers.size()];
            this.acknowledged = new boolean[brokers.size()];
        }

        @Override
        public void once(Peer peer, Random random) {
            int number = random.nextInt(brokers.size());
            asked[number] = random.nextBoolean();
            var code = asked[number] ? RequestCode.WIPE_WRITE_PERMISSION : RequestCode.ADD_WRITE_PERMISSION;
            Deed.acknowledged(
                    peer.ask(code, Map.of("brokerName", brokers.get(number).name())));
            acknowledged[number] = asked[number];
        }

        @Override
        public void verify(Peer peer) {
            for (int number = 0; number < brokers.size(); number++) {
                var broker = brokers.get(number);
                boolean drained = broker.isDrained(peer).orElseThrow();
                assertThat(drained)
                        .as("%s is drained, as was acknowledged or asked for last", broker.name())
                        .isIn(acknowledged[number], asked[number]);
                acknowledged[number] = drained;
                asked[number] = drained;
            }
        }
    }
}
