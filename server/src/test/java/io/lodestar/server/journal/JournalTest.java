package io.lodestar.server.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is entered is read, in its order, now and after a restart. */
class JournalTest {
    private static final Instant NOW = Instant.parse("2026-11-22T02:15:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long MEBIBYTE = 1 << 20;

    @TempDir
    private Path folder;

    private Journal open() {
        return Journal.open(folder.resolve("state"), MEBIBYTE, CLOCK);
    }

    private static Event event(String detail) {
        return Event.of(EventKind.KV_CHANGED, detail);
    }

    private static List<String> details(List<Entry> entries) {
        return entries.stream().map(entry -> entry.event().detail()).toList();
    }

    private static List<Long> numbers(List<Entry> entries) {
        return entries.stream().map(Entry::number).toList();
    }

    @Test
    void anEntryComesBackAsItWasAfterARestart() {
        var whole = new Event(
                EventKind.TOPIC_DELETED,
                Optional.of("C"),
                Optional.of("broker-a"),
                List.of("T", "中\0\uD800"),
                "because",
                Optional.of("10.0.0.1:5"),
                Optional.of("operator"));
        try (var journal = open()) {
            journal.append(whole);
            journal.append(event(""));
            journal.close(PATIENCE);
        }

        try (var journal = open()) {
            assertThat(journal.read(Query.after(0, 10)))
                    .containsExactly(
                            new Entry(1, NOW.toEpochMilli(), whole), new Entry(2, NOW.toEpochMilli(), event("")));
        }
    }

    @Test
    void numbersContinueAfterARestart() {
        for (int start = 0; start < 3; start++) {
            try (var journal = open()) {
                journal.append(event("a" + start));
                journal.append(event("b" + start));
                journal.close(PATIENCE);
            }
        }

        try (var journal = open()) {
            var all = journal.read(Query.after(0, 10));
            assertThat(numbers(all)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
            assertThat(details(all)).containsExactly("a0", "b0", "a1", "b1", "a2", "b2");
        }
    }

    @Test
    void pagesFollowEachOtherInBothDirections() {
        try (var journal = open()) {
            IntStream.rangeClosed(1, 10).forEach(number -> journal.append(event("e" + number)));
            await().until(() -> journal.read(Query.newest(1)).stream().anyMatch(entry -> entry.number() == 10));

            var newest = journal.read(Query.newest(4));
            assertThat(numbers(newest)).containsExactly(10L, 9L, 8L, 7L);
            assertThat(numbers(journal.read(Query.newest(3).following(newest.get(3)))))
                    .containsExactly(6L, 5L, 4L);
            assertThat(numbers(journal.read(Query.after(0, 2).following(newest.get(2)))))
                    .containsExactly(9L, 10L);
            assertThat(numbers(journal.read(Query.before(7, 4)))).containsExactly(6L, 5L, 4L, 3L);
            assertThat(numbers(journal.read(Query.before(3, 4)))).containsExactly(2L, 1L);
            assertThat(numbers(journal.read(Query.after(7, 2)))).containsExactly(8L, 9L);
            assertThat(numbers(journal.read(Query.after(10, 2)))).isEmpty();
        }
    }

    @Test
    void aQuestionIsAnsweredWithWhatItAsksFor() {
        var closed = Event.of(EventKind.BROKER_CLOSED, "1").ofBroker("a");
        var lost = Event.of(EventKind.TOPIC_LOST, "2").ofBroker("a").ofTopics(List.of("T", "U"));
        var retired = Event.of(EventKind.TOPIC_RETIRED, "3").ofBroker("b").ofTopics(List.of("U"));
        try (var journal = open()) {
            List.of(closed, lost, retired).forEach(journal::append);
            journal.close(PATIENCE);

            var all = Query.after(0, 10);
            assertThat(details(journal.read(all.ofBroker("a")))).containsExactly("1", "2");
            assertThat(details(journal.read(all.ofTopic("U")))).containsExactly("2", "3");
            assertThat(details(journal.read(all.ofTopic("U").ofBroker("a")))).containsExactly("2");
            assertThat(details(journal.read(all.of(EventKind.BROKER_CLOSED, EventKind.TOPIC_RETIRED))))
                    .containsExactly("1", "3");
            assertThat(journal.read(all.of(EventKind.CONFLICT))).isEmpty();
        }
    }

    @Test
    void theOldestEntriesMakeRoomForTheNewest() throws IOException {
        var filling = "x".repeat(900);
        try (var journal = open()) {
            IntStream.rangeClosed(1, 5_000).forEach(number -> journal.append(event(filling)));
            journal.close(PATIENCE);

            var kept = journal.read(Query.newest(10_000));
            assertThat(bytesIn(folder.resolve("state"))).isBetween(MEBIBYTE * 9 / 10, MEBIBYTE);
            long oldest = 5_001L - kept.size();
            assertThat(numbers(kept).stream().sorted().toList())
                    .as("the newest, without a gap")
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(oldest, 5_000).boxed().toList());
            assertThat(numbers(journal.read(Query.after(0, 1)))).containsExactly(oldest);
        }
        try (var journal = open()) {
            journal.append(event("next"));
            journal.close(PATIENCE);

            assertThat(numbers(journal.read(Query.newest(1)))).containsExactly(5_001L);
            assertThat(bytesIn(folder.resolve("state"))).isLessThanOrEqualTo(MEBIBYTE);
        }
    }

    private static long bytesIn(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    @Test
    void whatManyThreadsEnterKeepsTheOrderOfEach() throws InterruptedException {
        int threads = 8;
        int each = 500;
        try (var journal = open()) {
            var writers = new ArrayList<Thread>();
            for (int number = 0; number < threads; number++) {
                var name = "w" + number;
                writers.add(new Thread(() -> IntStream.range(0, each)
                        .forEach(step ->
                                journal.append(event(Integer.toString(step)).ofBroker(name)))));
            }
            writers.forEach(Thread::start);
            for (var writer : writers) {
                writer.join();
            }
            journal.close(PATIENCE);

            var all = journal.read(Query.after(0, 10_000));
            assertThat(numbers(all))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, threads * each).boxed().toList());
            var inOrder = IntStream.range(0, each).mapToObj(Integer::toString).toList();
            for (int number = 0; number < threads; number++) {
                assertThat(details(journal.read(Query.after(0, 10_000).ofBroker("w" + number))))
                        .as("entries of thread %d", number)
                        .isEqualTo(inOrder);
            }
        }
    }

    @Test
    void aReaderSeesAGrowingJournalWithoutGaps() {
        try (var journal = open()) {
            var writer =
                    new Thread(() -> IntStream.range(0, 20_000).forEach(step -> journal.append(event("e" + step))));
            writer.start();

            long seen = 0;
            while (seen < 20_000) {
                for (var entry : journal.read(Query.after(seen, 1_000))) {
                    assertThat(entry.number()).isEqualTo(seen + 1);
                    assertThat(entry.event().detail()).isEqualTo("e" + seen);
                    seen = entry.number();
                }
            }
        }
    }

    @Test
    void anEventOfManyTopicsIsCutIntoEntriesThatNameThemAll() {
        var topics =
                IntStream.range(0, 1_200).mapToObj(number -> "topic-" + number).toList();
        try (var journal = open()) {
            journal.append(Event.of(EventKind.TOPIC_LOST, "d").ofBroker("a").ofTopics(topics));
            journal.close(PATIENCE);

            var entries = journal.read(Query.after(0, 10));
            assertThat(entries.stream().map(entry -> entry.event().topics().size()))
                    .containsExactly(500, 500, 200);
            assertThat(entries.stream().flatMap(entry -> entry.event().topics().stream()))
                    .containsExactlyElementsOf(topics);
            assertThat(entries)
                    .allSatisfy(entry -> assertThat(entry.event().brokerName()).contains("a"));
        }
    }

    @Test
    void theTopicsOfALargeBrokerTakeLittleRoom() throws IOException {
        var topics = IntStream.range(0, 10_000)
                .mapToObj(number -> "order-service.created." + (10_000 + number))
                .toList();
        try (var journal = open()) {
            IntStream.range(0, 10).forEach(round -> journal.append(event("").ofTopics(topics)));
            journal.close(PATIENCE);

            assertThat(journal.read(Query.newest(1_000))).hasSize(200);
            assertThat(bytesIn(folder.resolve("state"))).isLessThan(500_000);
        }
    }

    @Test
    void aTextThatAPeerChoseIsCut() {
        var cut = event("é".repeat(5_000)).ofTopics(List.of("T".repeat(1_001), "U".repeat(1_000)));

        assertThat(cut.detail()).hasSize(1_000).endsWith("é…");
        assertThat(cut.topics().get(0)).hasSize(1_000).endsWith("T…");
        assertThat(cut.topics().get(1)).isEqualTo("U".repeat(1_000));
    }

    @Test
    void filesAreTheirOwnersOnly() throws IOException {
        try (var journal = open()) {
            journal.append(event("secret"));
            journal.close(PATIENCE);
        }

        var permissions = Files.getPosixFilePermissions(folder.resolve("state/journal-000001.log"));
        assertThat(PosixFilePermissions.toString(permissions)).isEqualTo("rw-------");
    }

    @Test
    void aJournalWithoutFilesRemembersTheNewest() throws IOException {
        var filling = "x".repeat(900);
        try (var journal = Journal.open(folder, 0, CLOCK)) {
            IntStream.rangeClosed(1, 3_000).forEach(number -> journal.append(event(filling)));
            journal.close(PATIENCE);

            var kept = journal.read(Query.newest(10_000));
            assertThat(kept).hasSizeBetween(1_000, 1_200);
            assertThat(numbers(kept)).startsWith(3_000L);
            assertThat(bytesIn(folder)).isZero();
        }
    }

    @Test
    void aFolderThatCannotBeUsedCostsTheFilesOnly() throws IOException {
        Files.writeString(folder.resolve("state"), "a file where the folder should be");

        try (var journal = open()) {
            journal.append(event("remembered"));
            journal.close(PATIENCE);

            assertThat(details(journal.read(Query.newest(10)))).containsExactly("remembered");
        }
        assertThat(folder.resolve("state")).hasContent("a file where the folder should be");
    }

    @Test
    void whatIsEnteredAfterClosingIsNotKept() {
        try (var journal = open()) {
            journal.append(event("in time"));
            journal.close(PATIENCE);

            journal.append(event("too late"));

            assertThat(details(journal.read(Query.newest(10)))).containsExactly("in time");
        }
    }
}
