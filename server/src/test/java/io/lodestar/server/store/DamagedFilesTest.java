package io.lodestar.server.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lodestar.registry.Drain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever a disk does to a file, what is read of it is what was written, now or before, and what is wrong with it is kept for the operator.
 * Random; a failure prints its seed. Of the snapshot and the journal, {@code SnapshotFileTest} and {@code DamagedJournalTest} show the same.
 */
class DamagedFilesTest {
    private static final int ROUNDS = Integer.getInteger("lodestar.damages", 200);

    @TempDir
    private Path folder;

    private Path path() {
        return folder.resolve("kept");
    }

    private Path aside() {
        return folder.resolve("kept.damaged");
    }

    @Test
    void aDamagedKvFileGivesWayToTheOneBefore() throws IOException {
        damageMany(new KvJson(), DamagedFilesTest::table);
    }

    @Test
    void aDamagedDrainFileGivesWayToTheOneBefore() throws IOException {
        damageMany(new DrainJson(), DamagedFilesTest::drains);
    }

    private interface Values<T> {
        T next(Random random);
    }

    private <T> void damageMany(Format<T> format, Values<T> values) throws IOException {
        long first = Long.getLong("lodestar.seed", System.nanoTime());
        for (long seed = first; seed < first + ROUNDS; seed++) {
            damageOne(format, values, seed);
        }
    }

    private <T> void damageOne(Format<T> format, Values<T> values, long seed) throws IOException {
        var random = new Random(seed);
        var before = values.next(random);
        var last = values.next(random);
        var file = new KeptFile<>(path(), format);
        file.write(before);
        file.write(last);
        var damaged = damaged(Files.readAllBytes(path()), random);
        change(damaged, Files.getLastModifiedTime(path()));

        var loaded = new KeptFile<>(path(), format).load();

        var what = "-Dlodestar.seed=" + seed + ", the file was " + new String(damaged, UTF_8);
        if (Files.exists(aside())) {
            assertThat(loaded).as(what).isEqualTo(before);
            assertThat(aside()).as(what).hasBinaryContent(damaged);
            assertThat(new KeptFile<>(path(), format).load())
                    .as("loaded again, " + what)
                    .isEqualTo(before);
            Files.delete(aside());
        } else {
            assertThat(loaded).as("as nothing was set aside, " + what).isEqualTo(last);
        }
    }

    /** Changes the bytes under the file, as a disk does. */
    private void change(byte[] content, FileTime time) throws IOException {
        Files.write(path(), content);
        Files.setLastModifiedTime(path(), time);
    }

    private static byte[] damaged(byte[] whole, Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> flipped(whole, 1 + random.nextInt(4), random);
            case 1 -> Arrays.copyOf(whole, random.nextInt(whole.length)); // cut off, or empty
            case 2 ->
                Arrays.copyOf(Arrays.copyOf(whole, random.nextInt(whole.length)), whole.length); // zeros at the end
            case 3 -> overwritten(whole, random);
            default -> foreign(random);
        };
    }

    private static byte[] flipped(byte[] whole, int bits, Random random) {
        var flipped = whole.clone();
        for (int bit = 0; bit < bits; bit++) {
            flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
        }
        return flipped;
    }

    private static byte[] overwritten(byte[] whole, Random random) {
        var overwritten = whole.clone();
        var block = new byte[Math.min(16, whole.length)];
        random.nextBytes(block);
        System.arraycopy(block, 0, overwritten, random.nextInt(whole.length - block.length + 1), block.length);
        return overwritten;
    }

    private static byte[] foreign(Random random) {
        var foreign = new byte[1 + random.nextInt(100)];
        random.nextBytes(foreign);
        return foreign;
    }

    private static KvTable table(Random random) {
        var namespaces = new TreeMap<String, SortedMap<String, String>>();
        for (int namespace = random.nextInt(3); namespace >= 0; namespace--) {
            var entries = new TreeMap<String, String>();
            for (int entry = random.nextInt(3); entry >= 0; entry--) {
                entries.put(text(random), text(random));
            }
            namespaces.put(text(random), entries);
        }
        return new KvTable(namespaces);
    }

    private static SortedSet<Drain> drains(Random random) {
        var drains = new TreeSet<Drain>();
        for (int drain = random.nextInt(4); drain >= 0; drain--) {
            drains.add(new Drain(text(random), text(random)));
        }
        return drains;
    }

    private static String text(Random random) {
        var letters = "abc0123456789 \"\\\n{}:,中é";
        var text = new StringBuilder();
        for (int length = random.nextInt(8); length >= 0; length--) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }

    @Test
    void anEditByHandCountsAsItIs() throws IOException {
        var store = KvStore.open(path());
        store.put("n", "k", Optional.of("written"));
        var edited = Files.readString(path()).replace("written\"", "edited by hand\"");
        change(edited.getBytes(UTF_8), FileTime.from(Instant.now().plus(Duration.ofHours(1))));

        var reopened = KvStore.open(path());

        assertThat(reopened.get("n", "k")).contains("edited by hand");
        assertThat(path()).hasContent(edited);
        assertThat(aside()).doesNotExist();
        reopened.delete("n", "other");
        assertThat(KvStore.open(path()).get("n", "k")).contains("edited by hand");
    }

    @Test
    void aCopyOfAFileIsAsGoodAsTheFile() throws IOException {
        var store = KvStore.open(path());
        store.put("n", "k", Optional.of("v"));
        var copy = folder.resolve("copy");
        Files.copy(path(), copy);
        Files.setLastModifiedTime(copy, FileTime.from(Instant.EPOCH));

        assertThat(KvStore.open(copy).get("n", "k")).contains("v");
    }
}
