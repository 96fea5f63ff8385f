package io.lodestar.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Three name servers and three brokers that are killed, ended and started again at random. When it is over, all name servers agree.
 *
 * <ul>
 *   <li>{@code lodestar.chaos.seconds}: how long, 15 by default
 *   <li>{@code lodestar.chaos.seed}: what happens, new each time by default
 * </ul>
 */
@ExtendWith(OnStage.class)
@Timeout(900)
@Isolated
final class ChaosIT {
    private static final int SERVERS = 3;
    private static final List<String> TOPICS = List.of("ChaosA", "ChaosB");

    /** Brokers here register every 10 s and look every 3 s which name servers can be reached. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(13);

    private static final Duration LENGTH = Duration.ofSeconds(Long.getLong("lodestar.chaos.seconds", 15));
    private static final long SEED = Long.getLong("lodestar.chaos.seed", System.nanoTime());

    private final Random random = new Random(SEED);
    private final List<String> faults = new ArrayList<>();
    private final List<NameServerProcess> nameServers;
    private final List<ApacheBroker> brokers;

    ChaosIT(Scene scene) {
        nameServers = IntStream.range(0, SERVERS)
                .mapToObj(i -> scene.nameServer(NameServerProgram.underTest()))
                .toList();
        var all = nameServers.stream().map(NameServerProcess::address).collect(Collectors.joining(";"));
        brokers = Map.of("first", Release.V5_5_0, "second", Release.V5_5_0, "third", Release.V4_9_7).entrySet().stream()
                .map(entry -> scene.broker(BrokerSettings.master(entry.getValue(), entry.getKey(), all)))
                .toList();
        brokers.forEach(broker -> nameServers.forEach(broker::awaitRegistration));
        var admin = scene.admin(all);
        TOPICS.forEach(topic -> brokers.forEach(broker -> admin.updateTopic(broker, topic, 2)));
    }

    @Test
    void allNameServersAgreeOneHeartbeatAfterTheLastFault() {
        long end = System.nanoTime() + LENGTH.toNanos();
        while (System.nanoTime() - end < 0) {
            fault();
        }
        brokers.forEach(ApacheBroker::ensureRunning);
        brokers.forEach(broker -> broker.process().awaitOutput("boot success"));
        long calm = System.nanoTime();

        Waiting.within(HEARTBEAT.multipliedBy(2), "all name servers to know everything, seed " + SEED + " " + faults)
                .until(() -> routes(nameServers.get(0)).equals(whole(0))
                        && routes(nameServers.get(1)).equals(whole(0))
                        && routes(nameServers.get(2)).equals(whole(0)));

        say(Duration.ofNanos(System.nanoTime() - calm));
        assertThat(nameServers).allSatisfy(server -> assertThat(routes(server)).isEqualTo(routes(nameServers.get(0))));
    }

    /** Lets one thing go wrong; what was ended before is started again first, so that most of the cast is always there. */
    private void fault() {
        var server = nameServers.get(random.nextInt(SERVERS));
        var broker = brokers.get(random.nextInt(brokers.size()));
        switch (random.nextInt(6)) {
            case 0, 1 -> {
                faults.add("kill name server " + server.port());
                server.kill();
                restart(server);
            }
            case 2, 3 -> {
                faults.add("stop name server " + server.port());
                server.stop();
                restart(server);
            }
            case 4 -> {
                brokers.forEach(ApacheBroker::ensureRunning);
                faults.add("kill broker " + broker.name());
                broker.kill();
            }
            default -> {
                brokers.forEach(ApacheBroker::ensureRunning);
                faults.add("end broker " + broker.name());
                broker.terminate();
                broker.awaitExit();
            }
        }
    }

    /** Whoever it knows right after the start is a broker of ours: the snapshot makes nobody up. */
    private void restart(NameServerProcess server) {
        server.restart();
        var ours = brokers.stream().map(ApacheBroker::address).collect(Collectors.toSet());
        TOPICS.forEach(topic ->
                server.routes().find(topic).ifPresent(route -> assertThat(ours).containsAll(route.addresses())));
    }

    /** What a server must say when it knows everything: as the given one does, with all brokers in each of our topics. */
    private Map<String, String> whole(int number) {
        var routes = routes(nameServers.get(number));
        boolean complete = TOPICS.stream()
                .allMatch(topic -> brokers.stream()
                        .allMatch(broker -> routes.getOrDefault(topic, "").contains(broker.address())));
        return complete ? routes : Map.of();
    }

    /** All routes of a server by topic, byte for byte. */
    private static Map<String, String> routes(NameServerProcess server) {
        try {
            var routes = new TreeMap<String, String>();
            for (var topic : server.routes().topics()) {
                routes.put(topic, server.routes().ask(topic).map(Route::json).orElse("none"));
            }
            return routes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("SystemOut") // the figure that a reader of the run wants
    private void say(Duration untilAgreed) {
        System.out.printf(
                "chaos: seed %d, %d s, %d faults, agreed %.1f s after the last broker was up%n",
                SEED, LENGTH.toSeconds(), faults.size(), untilAgreed.toMillis() / 1e3);
    }
}
