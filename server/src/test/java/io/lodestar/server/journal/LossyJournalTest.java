package io.lodestar.server.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A disk that is slow or full costs entries, and the journal says how many; nobody who enters one waits. */
class LossyJournalTest {
    private static final long ROOM = Event.of(EventKind.KV_CHANGED, "1").bytes();

    private final Trouble disk = new Trouble();

    private Journal open(long capacity) {
        return Journal.started(new Journal(Clock.systemUTC(), capacity, found -> disk));
    }

    private static void enter(Journal journal, int from, int to) {
        IntStream.rangeClosed(from, to)
                .forEach(number -> journal.append(Event.of(EventKind.KV_CHANGED, Integer.toString(number))));
    }

    private static List<String> read(Journal journal) {
        return journal.read(Query.after(0, 1_000)).stream()
                .map(entry -> entry.number() + " " + entry.event().detail())
                .toList();
    }

    @Test
    void whatFindsNoRoomIsCountedAndTheCountFollows() throws InterruptedException {
        try (var journal = open(5 * ROOM)) {
            enter(journal, 1, 1);
            disk.reached.await();

            enter(journal, 2, 6);
            enter(journal, 7, 13);
            disk.free.countDown();

            await().until(() -> read(journal).size() == 7);
            assertThat(read(journal))
                    .containsExactly("1 1", "2 2", "3 3", "4 4", "5 5", "6 6", "7 7 events could not be written");
            enter(journal, 14, 14);
            await().until(() -> read(journal).contains("8 14"));
        }
    }

    @Test
    void anEventOfManyTopicsTakesTheirRoom() throws InterruptedException {
        try (var journal = open(5 * ROOM)) {
            enter(journal, 1, 1);
            disk.reached.await();

            journal.append(Event.of(EventKind.TOPIC_ADDED, "four").ofTopics(List.of("T", "U", "V", "W")));
            enter(journal, 2, 2);
            disk.free.countDown();

            await().until(() -> read(journal).size() == 3);
            assertThat(read(journal)).containsExactly("1 1", "2 four", "3 1 events could not be written");
        }
    }

    @Test
    void whatAFullDiskRefusesIsCountedAndTheCountIsWrittenLater() {
        disk.free.countDown();
        try (var journal = open(1_000 * ROOM)) {
            enter(journal, 1, 1);
            await().until(() -> read(journal).size() == 1);
            disk.full.set(true);
            enter(journal, 2, 4);
            await().until(() -> disk.refused() == 5); // the third is preceded by a confession that is refused too

            disk.full.set(false);
            enter(journal, 5, 5);

            await().until(() -> read(journal).size() == 3);
            assertThat(read(journal)).containsExactly("1 1", "2 3 events could not be written", "3 5");
        }
    }

    @Test
    @Timeout(5)
    void aJournalThatRunsOutOfMemoryWhileItOpensGoesOnInMemory() {
        var tooMuch = new Journal(Clock.systemUTC(), 1_000 * ROOM, found -> {
            throw new OutOfMemoryError("of this test");
        });
        try (var journal = Journal.started(tooMuch)) {
            enter(journal, 1, 1);

            await().until(() -> read(journal).equals(List.of("1 1")));
        }
    }

    @Test
    @Timeout(5)
    void closingDoesNotWaitForADiskThatHangs() {
        var journal = open(1_000 * ROOM);
        enter(journal, 1, 1);

        journal.close();

        assertThat(disk.free.getCount()).as("the disk still hangs").isOne();
        disk.free.countDown();
    }

    /** A shelf that waits to be freed, and then may be full. */
    private static final class Trouble implements Shelf {
        private final MemoryTail tail = new MemoryTail();
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch free = new CountDownLatch(1);
        private final AtomicBoolean full = new AtomicBoolean();
        private volatile int refused;

        int refused() {
            return refused;
        }

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate") // one thread appends
        public void append(long number, byte[] payload) throws IOException {
            reached.countDown();
            try {
                free.await();
            } catch (InterruptedException cutShort) {
                Thread.currentThread().interrupt();
            }
            if (full.get()) {
                refused++;
                throw new IOException("No space left on device");
            }
            tail.append(number, payload);
        }

        @Override
        public long lastNumber() {
            return tail.lastNumber();
        }

        @Override
        public void force() {
            tail.force();
        }

        @Override
        public List<Volume> volumes() {
            return tail.volumes();
        }

        @Override
        public void close() {
            tail.close();
        }
    }
}
