package io.lodestar.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.lodestar.registry.Placement;
import io.lodestar.registry.Queues;
import io.lodestar.registry.RegistrySnapshot;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A snapshot comes back as it was, or is set aside; nothing that is in its place stops a start. */
class SnapshotFileTest {
    private static final int HEAD_BYTES = 9;
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir
    private Path folder;

    private SnapshotFile file() {
        return file(NOON);
    }

    private SnapshotFile file(Instant now) {
        return new SnapshotFile(path(), Clock.fixed(now, ZoneOffset.UTC));
    }

    private Path path() {
        return folder.resolve("snapshot");
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        long seed = Long.getLong("lodestar.seed", System.nanoTime());
        var snapshots = new RandomSnapshots(seed);

        for (int round = 0; round < 100; round++) {
            var snapshot = snapshots.next();
            file().write(snapshot);

            assertThat(file().load())
                    .as("snapshot %d of -Dlodestar.seed=%d", round, seed)
                    .contains(snapshot);
        }
        assertThat(filesBeside()).containsExactly("snapshot");
    }

    @Test
    void withoutAFileThereIsNoSnapshot() throws IOException {
        assertThat(file().load()).isEmpty();
        assertThat(filesBeside()).isEmpty();
    }

    @Test
    void aMillionTopicsTakeFewBytes() throws IOException {
        var layouts = IntStream.range(0, 100)
                .mapToObj(layout -> new RegistrySnapshot.SharedTopics(
                        IntStream.range(0, 4)
                                .mapToObj(broker -> new Placement("broker-" + broker, new Queues(layout, 8, 6, 0)))
                                .toList(),
                        IntStream.range(0, 10_000)
                                .mapToObj(topic -> "orders-" + layout + "-region-" + topic)
                                .toList()))
                .toList();
        var snapshot = new RegistrySnapshot(List.of(), List.of(), layouts, List.of());

        file().write(snapshot);

        assertThat(file().load()).contains(snapshot);
        assertThat(Files.size(path())).isLessThan(10_000_000);
    }

    @Test
    void aFileThatWasCutAnywhereIsSetAside() throws IOException {
        var whole = written();
        for (int length = 0; length < whole.length; length++) {
            assertSetAside(Arrays.copyOf(whole, length), "cut to " + length);
        }
    }

    @Test
    void aFileWithAWrongByteIsSetAside() throws IOException {
        var whole = written();
        var random = new Random(7);
        for (int at = 0; at < whole.length; at++) {
            var mutated = whole.clone();
            mutated[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
            assertSetAside(mutated, "wrong at " + at);
        }
    }

    /** Whoever may write the file may give it a right checksum; the bytes inside are no more believed for it. */
    @Test
    void wrongBytesUnderARightChecksumAreReadOrSetAside() throws IOException {
        var whole = written();
        var random = new Random(7);
        for (int at = HEAD_BYTES; at < whole.length - Integer.BYTES; at++) {
            var mutated = whole.clone();
            mutated[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
            Files.write(path(), sealed(mutated));

            boolean read = file().load().isPresent();

            assertThat(Files.exists(path()))
                    .as("the file with a wrong byte at %d stays only if it was read", at)
                    .isEqualTo(read);
        }
    }

    @Test
    void aSnapshotOfAnotherReleaseIsSetAside() throws IOException {
        var whole = written();
        whole[HEAD_BYTES - 1]++;

        assertSetAside(sealed(whole), "of another version");
    }

    @Test
    void aFolderInTheWayIsNoReasonNotToStart() throws IOException {
        Files.createDirectory(path());

        assertThat(file().load()).isEmpty();
    }

    @Test
    void onlyTheLatestOfTheDamagedAreKept() throws IOException {
        for (int second = 0; second < 5; second++) {
            Files.writeString(path(), "junk");
            assertThat(file(NOON.plusSeconds(second)).load()).isEmpty();
        }

        assertThat(filesBeside())
                .containsExactly(
                        "snapshot.damaged-20261122-120002",
                        "snapshot.damaged-20261122-120003",
                        "snapshot.damaged-20261122-120004");
    }

    @Test
    void aRemovedSnapshotIsGone() throws IOException {
        written();

        file().remove();

        assertThat(file().load()).isEmpty();
        assertThat(filesBeside()).isEmpty();
    }

    private byte[] written() throws IOException {
        var seat = new RegistrySnapshot.Seat("a", 0, Duration.ofSeconds(120), Optional.empty());
        var topics = new RegistrySnapshot.SharedTopics(
                List.of(new Placement("a", new Queues(4, 4, 6, 0))), List.of("T", "U", "orders"));
        file().write(new RegistrySnapshot(List.of(), List.of(seat), List.of(topics), List.of()));
        return Files.readAllBytes(path());
    }

    private void assertSetAside(byte[] content, String what) throws IOException {
        Files.write(path(), content);

        assertThat(file().load()).as(what).isEmpty();
        assertThat(filesBeside()).as(what).containsExactly("snapshot.damaged-20261122-120000");
        assertThat(folder.resolve("snapshot.damaged-20261122-120000")).as(what).hasBinaryContent(content);
    }

    /** The same bytes with the checksum that they should have. */
    private static byte[] sealed(byte[] content) {
        var checksum = new CRC32C();
        int end = content.length - Integer.BYTES;
        checksum.update(content, 0, end);
        return ByteBuffer.wrap(content.clone())
                .putInt(end, (int) checksum.getValue())
                .array();
    }

    private List<String> filesBeside() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
