package io.lodestar.server.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lodestar.protocol.body.EventEntry;
import io.lodestar.protocol.body.EventsBody;
import io.lodestar.protocol.header.GetEventsRequest;
import io.lodestar.server.journal.Event;
import io.lodestar.server.journal.EventKind;
import io.lodestar.server.journal.Journal;
import io.lodestar.server.journal.Query;
import io.netty.buffer.Unpooled;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read of a journal whose entries are as large as can be. */
class EventsTest {
    private static final String LONG_NAME = "n".repeat(990);
    private static final int ENTRIES = 40;

    @TempDir
    private Path folder;

    private Journal journal;
    private Events events;

    @BeforeEach
    void fill() {
        journal = Journal.open(folder.resolve("state"), 64 << 20, Clock.systemUTC());
        events = new Events(journal);
        var names = IntStream.range(0, 500).mapToObj(name -> LONG_NAME + name).toList();
        journal.append(Event.of(EventKind.TOPIC_DELETED, "").ofTopics(List.of("old")));
        for (int entry = 0; entry < ENTRIES; entry++) {
            journal.append(Event.of(EventKind.TOPIC_ADDED, "").ofTopics(names));
        }
        journal.append(Event.of(EventKind.TOPIC_DELETED, "").ofTopics(List.of("new")));
        await().until(() -> !journal.read(Query.newest(1).ofTopic("new")).isEmpty());
    }

    @AfterEach
    void close() {
        journal.close();
    }

    @Test
    void aPageEndsWhenItIsLargeAndTheNextOnesTellTheRest() {
        var numbers = new ArrayList<Long>();

        EventsBody page;
        do {
            long last = numbers.isEmpty() ? 0 : numbers.get(numbers.size() - 1);
            page = events.page(after(last));
            assertThat(length(page)).as("bytes of a page").isLessThan(2 << 20);
            page.events().forEach(event -> numbers.add(event.number()));
        } while (page.more());

        assertThat(numbers)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, ENTRIES + 2).boxed().toList());
    }

    private static GetEventsRequest after(long number) {
        return new GetEventsRequest(
                Optional.of(number),
                Optional.empty(),
                Optional.of(1_000L),
                new TreeSet<>(),
                Optional.empty(),
                Optional.empty());
    }

    private static int length(EventsBody page) {
        var out = Unpooled.buffer();
        page.writeTo(out);
        return out.readableBytes();
    }

    @Test
    void theEventsOfATopicAreSearchedInTheNewestPartAndThatIsTold() {
        var newest = events.of("new", 1);
        assertThat(newest.events()).extracting(EventEntry::topics).containsExactly(List.of("new"));
        assertThat(newest.more()).as("all that was asked for is there").isFalse();

        var old = events.of("old", 20);
        assertThat(old.events()).isEmpty();
        assertThat(old.more()).isTrue();

        assertThat(events.of(LONG_NAME + 1, 20).events())
                .as("of entries that are large, some")
                .hasSizeBetween(1, 19);
    }
}
