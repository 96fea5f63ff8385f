package io.lodestar.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.lodestar.registry.ActingMaster;
import io.lodestar.registry.BrokerIdentity;
import io.lodestar.registry.Content;
import io.lodestar.registry.Queues;
import io.lodestar.registry.Registration;
import io.lodestar.registry.Registry;
import io.lodestar.registry.TopicQueues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The snapshot follows the registry, at a measured pace. */
class SnapshotKeeperTest {
    @TempDir
    private Path folder;

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000_000);
    private final Registry registry = new Registry(nanos::get);
    private Duration writing = Duration.ZERO;

    private SnapshotKeeper keeper() {
        return new SnapshotKeeper(registry, file(), () -> nanos.getAndAdd(writing.toNanos()));
    }

    private SnapshotFile file() {
        return new SnapshotFile(path(), Clock.systemUTC());
    }

    private Path path() {
        return folder.resolve("snapshot");
    }

    private void register(String topic) {
        var content = new Content(
                Optional.empty(),
                List.of(new TopicQueues("a", new Queues(1, 1, 6, 0)), new TopicQueues(topic, new Queues(4, 4, 6, 0))),
                List.of(),
                Optional.empty(),
                false);
        registry.register(new Registration(
                new BrokerIdentity("C", "a", 0),
                "h:1",
                "h:2",
                "",
                ActingMaster.UNKNOWN,
                Duration.ofSeconds(120),
                content,
                1,
                Optional.empty()));
    }

    private List<String> written() {
        return file().load().stream()
                .flatMap(snapshot -> snapshot.topics().stream())
                .flatMap(shared -> shared.topics().stream())
                .sorted()
                .toList();
    }

    @Test
    void whatChangedIsWrittenAtTheNextLook() {
        var keeper = keeper();

        keeper.look();
        assertThat(path()).as("nothing changed").doesNotExist();
        register("T");
        keeper.look();

        assertThat(written()).containsExactly("T", "a");
    }

    @Test
    void whatDidNotChangeIsNotWrittenAgain() throws IOException {
        var keeper = keeper();
        register("T");
        keeper.look();
        Files.delete(path());
        nanos.addAndGet(Duration.ofHours(1).toNanos());

        keeper.look();
        keeper.finish();

        assertThat(path()).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"PT0.005S, PT0.1S", "PT0.5S, PT10S", "PT10S, PT29S"})
    void aSlowWriteIsFollowedByALongPauseButTheFileIsNeverMuchOlderThanHalfAMinute(Duration write, Duration pause) {
        var keeper = keeper();
        register("T");
        writing = write;
        keeper.look();
        writing = Duration.ZERO;
        register("U");

        nanos.addAndGet(pause.minus(write).toNanos() - 1); // the clock moved on when it was last read
        keeper.look();
        assertThat(written()).as("before the pause is over").containsExactly("T", "a");
        nanos.addAndGet(1);
        keeper.look();

        assertThat(written()).as("after the pause").containsExactly("T", "U", "a");
    }

    @Test
    void whatWasThereAtTheStartCountsAsWritten() {
        register("T");
        var keeper = keeper();

        keeper.look();

        assertThat(path()).doesNotExist();
    }

    @Test
    void theLastSnapshotIsTheLast() {
        var keeper = keeper();
        register("T");
        keeper.finish();

        register("U");
        keeper.look();
        keeper.finish();

        assertThat(written()).containsExactly("T", "a");
    }

    @Test
    void aSnapshotThatCannotBeWrittenIsTriedAgain() throws IOException {
        var keeper = keeper();
        var inTheWay = Files.createDirectories(path().resolve("full"));
        register("T");
        keeper.look();
        keeper.look();
        Files.delete(inTheWay);
        Files.delete(path());
        nanos.addAndGet(Duration.ofSeconds(30).toNanos());

        keeper.look();

        assertThat(written()).containsExactly("T", "a");
    }
}
