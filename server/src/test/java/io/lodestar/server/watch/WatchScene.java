package io.lodestar.server.watch;

import io.lodestar.protocol.NameRule;
import io.lodestar.registry.ActingMaster;
import io.lodestar.registry.BrokerIdentity;
import io.lodestar.registry.Content;
import io.lodestar.registry.DataVersion;
import io.lodestar.registry.Queues;
import io.lodestar.registry.Registration;
import io.lodestar.registry.Registry;
import io.lodestar.registry.TopicQueues;
import io.lodestar.server.config.Configuration;
import io.lodestar.server.config.Keys;
import io.lodestar.server.config.Settings;
import io.lodestar.server.store.KvStore;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A registry, a KV store and who watches them, without a thread: a round is looked at when the test says so. */
final class WatchScene {
    static final long EPOCH = 7;

    private static final WatchLimits LIMITS = new WatchLimits(100, 1_000, 10_000, 10_000, 1 << 20, NameRule.DEFAULT);

    private final Bell bell = new Bell();
    private long nanos;
    private final Registry registry = new Registry(() -> nanos, bell::note, bell::ring);
    private final KvStore kv = KvStore.inMemory();
    private final WatchTable table;
    private long connections;
    private long versions;

    WatchScene() {
        this(LIMITS);
    }

    WatchScene(WatchLimits limits) {
        var configuration = Configuration.of(Settings.defaults().with(Keys.ORDER_MESSAGE_ENABLE, true));
        table = new WatchTable(EPOCH, new RouteStamps(registry, kv, configuration), limits, () -> nanos);
        bell.connect(true);
    }

    Registry registry() {
        return registry;
    }

    WatchTable table() {
        return table;
    }

    FakeWatcher connect() {
        return new FakeWatcher(table, ++connections);
    }

    /** Looks what changed. */
    List<Push> round() {
        var pushes = table.round(bell.takeNames());
        table.forget();
        return pushes;
    }

    /** Lets time pass, which ends no leases. */
    void pass(Duration time) {
        nanos += time.toNanos();
    }

    /** Registers a master with topics of so many queues. */
    void register(String broker, int queues, String... topics) {
        register(broker, 0, queues, topics);
    }

    void register(String broker, long id, int queues, String... topics) {
        versions++;
        registry.register(registration(broker, id, queues, versions, topics));
    }

    static Registration registration(String broker, long id, int queues, long version, String... topics) {
        var all = Stream.concat(Stream.of(broker), Stream.of(topics))
                .map(topic -> new TopicQueues(topic, new Queues(queues, queues, 6, 0)))
                .toList();
        var content =
                new Content(Optional.of(new DataVersion(0, version, version)), all, List.of(), Optional.empty(), true);
        return new Registration(
                new BrokerIdentity("C", broker, id),
                broker + "-" + id + ":1",
                "",
                "",
                ActingMaster.ENABLED,
                Duration.ofDays(1),
                content,
                1,
                Optional.empty());
    }

    void unregister(String broker, long id) {
        registry.unregister(new BrokerIdentity("C", broker, id), broker + "-" + id + ":1", 2);
    }

    void order(String topic, String config) {
        try {
            kv.put(KvStore.ORDER_NAMESPACE, topic, Optional.of(config));
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    void unorder(String topic) {
        try {
            kv.delete(KvStore.ORDER_NAMESPACE, topic);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    /** Returns what a route query would be answered, as text. */
    String answer(String topic) {
        return registry.find(topic)
                .map(found -> Map.of(
                                "brokers", found.route().brokers(),
                                "mappings", found.mappings(),
                                "order", kv.orderConfig(topic))
                        .entrySet()
                        .stream()
                        .sorted(Map.Entry.comparingByKey())
                        .toList()
                        .toString())
                .orElse("no route");
    }
}
