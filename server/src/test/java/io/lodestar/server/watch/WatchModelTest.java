package io.lodestar.server.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.lodestar.protocol.body.ChangedRoutesBody;
import io.lodestar.protocol.header.RouteVersion;
import io.lodestar.protocol.header.WatchRoutesRequest.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Whatever changes, and whenever clients ask, lose their connections and come back: in the end they believe what a route query would tell them. A
 * failure names the seed, which {@code -Dseed} repeats.
 */
final class WatchModelTest {
    private static final int RUNS = 150;
    private static final int STEPS = 120;
    private static final List<String> TOPICS =
            IntStream.range(0, 6).mapToObj(number -> "T" + number).toList();
    private static final List<String> BROKERS = List.of("a", "b", "c");
    private static final long FIRST_SEED = Long.getLong("seed", System.nanoTime());

    @Test
    void nobodyMissesAChange() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed++) {
            new Run(seed).play();
        }
    }

    /** One sequence of steps. */
    private static final class Run {
        private final long seed;
        private final Random random;
        private final WatchScene scene;
        private final List<Client> clients = new ArrayList<>();

        Run(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
            this.scene = new WatchScene();
            for (int i = 0; i < 4; i++) {
                clients.add(new Client(scene, i == 3));
            }
        }

        void play() {
            for (int step = 0; step < STEPS; step++) {
                if (random.nextInt(3) > 0) {
                    change();
                } else {
                    clients.get(random.nextInt(clients.size())).act(random);
                }
                if (random.nextInt(4) == 0) {
                    round();
                }
                if (random.nextInt(40) == 0) {
                    scene.pass(Duration.ofMinutes(3));
                }
            }
            for (int i = 0; i < 3; i++) {
                round();
                clients.forEach(Client::settle);
            }
            clients.forEach(client -> client.check(seed));
        }

        private void round() {
            var pushes = scene.round();
            clients.forEach(client -> client.take(pushes, random));
        }

        private void change() {
            var broker = BROKERS.get(random.nextInt(BROKERS.size()));
            var topic = TOPICS.get(random.nextInt(TOPICS.size()));
            switch (random.nextInt(9)) {
                case 0 -> scene.unregister(broker, random.nextInt(2));
                case 1 -> scene.registry().wipeWritePermission(broker);
                case 2 -> scene.registry().restoreWritePermission(broker);
                case 3 -> scene.registry().deleteTopic(topic);
                case 4 -> scene.order(topic, broker + ":" + random.nextInt(2));
                case 5 -> scene.unorder(topic);
                case 6 -> scene.register(broker, 1, 2, some());
                default -> scene.register(broker, 1 + random.nextInt(2), some());
            }
        }

        private String[] some() {
            var some = new TreeSet<String>();
            for (int i = random.nextInt(4); i > 0; i--) {
                some.add(TOPICS.get(random.nextInt(TOPICS.size())));
            }
            return some.toArray(String[]::new);
        }
    }

    /** A client that believes what it was answered last, and asks again for what it is told. */
    private static final class Client {
        private final WatchScene scene;
        private final boolean all;
        private final Map<String, String> beliefs = new HashMap<>();
        private FakeWatcher connection;
        private Optional<Push> unread = Optional.empty();
        private boolean connected;
        private Optional<RouteVersion> version = Optional.empty();

        Client(WatchScene scene, boolean all) {
            this.scene = scene;
            this.all = all;
            this.connection = scene.connect();
        }

        void act(Random random) {
            switch (random.nextInt(5)) {
                case 0 -> disconnect();
                case 1 -> beliefs.keySet().forEach(this::query); // its poll comes when it comes
                default -> {
                    reconnect();
                    if (!all) {
                        add(TOPICS.get(random.nextInt(TOPICS.size())));
                    }
                }
            }
        }

        private void disconnect() {
            connected = false;
            unread = Optional.empty();
            scene.table().leave(connection.id());
        }

        /** Says up to which version it knows what it names, and asks for what it is told. */
        private void reconnect() {
            if (connected) {
                return;
            }
            connected = true;
            connection = scene.connect();
            var answer = all
                    ? connection.ask(Scope.ALL, version, List.of(), List.of())
                    : connection.ask(Scope.NAMED, version, List.copyOf(beliefs.keySet()), List.of());
            know(answer, all ? TOPICS : List.copyOf(beliefs.keySet()));
            version = Optional.of(connection.version());
        }

        private void add(String topic) {
            if (!beliefs.containsKey(topic)) {
                know(connection.watch(topic), List.of(topic));
                version = Optional.of(connection.version());
            }
        }

        private void know(ChangedRoutesBody changed, List<String> named) {
            (changed.all() ? named : changed.topics()).forEach(this::query);
        }

        private void query(String topic) {
            if (TOPICS.contains(topic)) {
                beliefs.put(topic, scene.answer(topic));
            }
        }

        void take(List<Push> pushes, Random random) {
            pushes.stream()
                    .filter(push -> push.watcher().connection() == connection)
                    .forEach(push -> unread = Optional.of(push));
            if (random.nextInt(3) > 0) {
                read();
            }
        }

        private void read() {
            unread.ifPresent(push -> {
                push.watcher().arrived();
                know(Watcher.body(push.changed()), List.copyOf(beliefs.keySet()));
                version = Optional.of(push.version());
            });
            unread = Optional.empty();
        }

        void settle() {
            reconnect();
            read();
        }

        void check(long seed) {
            beliefs.forEach((topic, belief) -> assertThat(belief)
                    .as("seed %d: what a client%s believes of %s", seed, all ? " of all topics" : "", topic)
                    .isEqualTo(scene.answer(topic)));
        }
    }
}
