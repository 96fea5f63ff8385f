package io.lodestar.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lodestar.registry.ActingMaster;
import io.lodestar.registry.BrokerIdentity;
import io.lodestar.registry.Content;
import io.lodestar.registry.Drain;
import io.lodestar.registry.Queues;
import io.lodestar.registry.Registration;
import io.lodestar.registry.Registry;
import io.lodestar.registry.Ticker;
import io.lodestar.registry.TopicQueues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The registry and the file agree about the drains, whatever the disk does. */
class DrainStoreTest {
    private static final int READ = 4;
    private static final int READ_WRITE = 6;

    @TempDir
    private Path folder;

    private final Registry registry = registry();

    private static Registry registry() {
        var registry = new Registry(Ticker.system());
        register(registry, "a");
        register(registry, "b");
        return registry;
    }

    private static void register(Registry registry, String name) {
        var queues = new Queues(4, 4, READ_WRITE, 0);
        var topics = List.of(new TopicQueues(name, queues), new TopicQueues("T", queues));
        registry.register(new Registration(
                new BrokerIdentity("C", name, 0),
                name + ":1",
                name + ":2",
                "",
                ActingMaster.UNKNOWN,
                Duration.ofSeconds(120),
                new Content(Optional.empty(), topics, List.of(), Optional.empty(), false),
                1,
                Optional.empty()));
    }

    private Path path() {
        return folder.resolve("drains");
    }

    private static int permission(Registry registry, String brokerName) {
        var queues = registry.find(brokerName).orElseThrow().route().brokers().get(0);
        return queues.answered().permission();
    }

    @Test
    void whatIsSetOrLiftedIsToldAndOutlivesTheRegistry() throws IOException {
        var drains = DrainStore.open(path(), registry);

        var set = drains.set("a");
        assertThat(drains.set("a").changed()).as("set again").isEmpty();
        drains.set("b");
        assertThat(drains.lift("b").changed()).containsExactly(new Drain("C", "b"));

        assertThat(set).isEqualTo(new DrainStore.Outcome(2, set.changed()));
        assertThat(set.changed()).containsExactly(new Drain("C", "a"));
        var next = registry();
        DrainStore.open(path(), next);
        assertThat(permission(next, "a")).isEqualTo(READ);
        assertThat(permission(next, "b")).isEqualTo(READ_WRITE);
    }

    @Test
    void aDrainThatCannotBeSetOrLiftedIsAsItWas() throws IOException {
        var drains = DrainStore.open(path(), registry);
        drains.set("a");
        var inTheWay = folder.resolve("drains." + ProcessHandle.current().pid() + ".tmp");
        Files.createDirectories(inTheWay.resolve("full"));

        assertThatThrownBy(() -> drains.lift("a")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> drains.set("b")).isInstanceOf(IOException.class);

        assertThat(registry.drains()).containsExactly(new Drain("C", "a"));
        assertThat(permission(registry, "a")).isEqualTo(READ);
        assertThat(permission(registry, "b")).isEqualTo(READ_WRITE);
    }

    @Test
    void aDamagedFileIsSetAsideForTheOneBeforeIt() throws IOException {
        var drains = DrainStore.open(path(), registry);
        drains.set("a");
        drains.set("b");
        Files.writeString(path(), "{\"drains\":[[\"C\"");

        var next = registry();
        DrainStore.open(path(), next);

        assertThat(next.drains()).containsExactly(new Drain("C", "a"));
        assertThat(folder.resolve("drains.damaged")).hasContent("{\"drains\":[[\"C\"");
    }
}
