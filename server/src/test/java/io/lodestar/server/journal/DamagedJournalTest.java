package io.lodestar.server.journal;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a crash or a bad disk did to the files, the rest is read and the journal goes on. */
class DamagedJournalTest {
    private static final int ENTRIES = 4;
    private static final int HEAD = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private Path file;
    private byte[] whole;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("journal-000001.log");
        enter(IntStream.rangeClosed(1, ENTRIES)
                .mapToObj(number -> "entry " + number)
                .toArray(String[]::new));
        whole = Files.readAllBytes(file);
    }

    private void enter(String... details) {
        try (var journal = open()) {
            for (var detail : details) {
                journal.append(Event.of(EventKind.CONFIG_CHANGED, detail).ofTopics(List.of("T")));
            }
            journal.close(PATIENCE);
        }
    }

    private Journal open() {
        return Journal.open(folder, 1 << 20, Clock.systemUTC());
    }

    private List<String> read() {
        try (var journal = open()) {
            return journal.read(Query.after(0, 100)).stream()
                    .map(entry -> entry.number() + " " + entry.event().detail())
                    .toList();
        }
    }

    private int recordLength() {
        return (whole.length - HEAD) / ENTRIES;
    }

    @Test
    void aTornLastRecordIsCutOffAtEveryByteAndTheJournalGoesOn() throws IOException {
        for (int length = whole.length - recordLength(); length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));

            assertThat(read())
                    .as("after a cut to %d bytes", length)
                    .containsExactly("1 entry 1", "2 entry 2", "3 entry 3");
            assertThat(file).hasSize(whole.length - recordLength());

            enter("next");
            assertThat(read()).as("after a cut to %d bytes", length).endsWith("4 next");
        }
    }

    @Test
    void aCutAnywhereLeavesWhatIsBefore() throws IOException {
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            int left = Math.max(0, length - HEAD) / recordLength();

            assertThat(read())
                    .as("after a cut to %d bytes", length)
                    .isEqualTo(IntStream.rangeClosed(1, left)
                            .mapToObj(number -> number + " entry " + number)
                            .toList());
        }
    }

    @Test
    void aFlippedByteCostsItsRecordOnly() throws IOException {
        for (int place = HEAD; place < whole.length; place++) {
            var flipped = whole.clone();
            flipped[place] ^= 0x41;
            Files.write(file, flipped);
            int hit = (place - HEAD) / recordLength() + 1;

            var expected = LongStream.rangeClosed(1, ENTRIES)
                    .filter(number -> number != hit)
                    .mapToObj(number -> number + " entry " + number)
                    .toList();
            assertThat(read()).as("with byte %d flipped", place).isEqualTo(expected);

            enter("next");
            assertThat(read())
                    .as("with byte %d flipped and one more entry", place)
                    .startsWith(expected.get(0))
                    .endsWith((hit == ENTRIES ? ENTRIES : ENTRIES + 1) + " next");
        }
    }

    @Test
    void rubbishBetweenRecordsIsPassedOver() throws IOException {
        var mixed = new byte[whole.length + 1_000];
        int middle = HEAD + 2 * recordLength();
        Arrays.fill(mixed, (byte) 0xFF);
        System.arraycopy(whole, 0, mixed, 0, middle);
        System.arraycopy(whole, middle, mixed, middle + 1_000, whole.length - middle);
        Files.write(file, mixed);

        assertThat(read()).containsExactly("1 entry 1", "2 entry 2", "3 entry 3", "4 entry 4");
        assertThat(file).hasSize(mixed.length);
    }

    @Test
    void aFileOfAnotherReleaseIsLeftAsItIs() throws IOException {
        var other = whole.clone();
        other[HEAD - 1]++;
        Files.write(file, other);

        enter("next");

        assertThat(file).hasBinaryContent(other);
        assertThat(read()).containsExactly("2 next");
    }

    @Test
    void aFileThatCannotBeReadHidesNoOther() throws IOException {
        Files.createDirectory(folder.resolve("journal-000000.log"));

        enter("next");

        assertThat(read()).startsWith("1 entry 1").endsWith("5 next");
    }

    @Test
    void otherFilesInTheFolderAreNotTouched() throws IOException {
        var other = folder.resolve("journal-1.log.copy");
        Files.writeString(other, "mine");

        enter("next");

        assertThat(other).hasContent("mine");
    }

    @Test
    void aFileThatIsTooLongToBeOursIsPassedOver() throws IOException {
        try (var sparse = FileChannel.open(folder.resolve("journal-000000.log"), CREATE_NEW, WRITE)) {
            sparse.write(ByteBuffer.wrap(new byte[1]), 3L << 30);
        }

        enter("after");

        assertThat(read()).startsWith("1 entry 1").anyMatch(line -> line.endsWith(" after"));
    }
}
