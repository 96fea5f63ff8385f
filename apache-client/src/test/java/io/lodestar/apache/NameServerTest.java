package io.lodestar.apache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What one name server is asked, and when. Real ones are in interop. */
final class NameServerTest {
    private static final Set<String> TOPICS = Set.of("orders", "payments");
    private static final long BEAT_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final NameServer server = new NameServer("10.0.0.1:9876", 0);

    @Test
    void atFirstAllTopicsAreNamedWithoutAVersion() {
        var ask = server.next(TOPICS, 0).orElseThrow();

        assertThat(ask.topics()).containsExactlyInAnyOrderElementsOf(TOPICS);
        assertThat(ask.since()).isEmpty();
    }

    @Test
    void aClientWithoutTopicsAsksNothing() {
        assertThat(server.next(Set.of(), 0)).isEmpty();
    }

    @Test
    void oneAnswerIsAwaitedAtATime() {
        server.next(TOPICS, 0);

        assertThat(server.next(Set.of("orders", "more"), 1)).isEmpty();
    }

    @Test
    void anAnswerThatNeverComesIsGivenUp() {
        server.next(TOPICS, 0);

        assertThat(server.next(TOPICS, MINUTE_NANOS)).isPresent();
    }

    @Test
    void whatIsWatchedForTheFirstTimeIsAskedForOnceMore() {
        var refreshed = watch(TOPICS, "a:7", 0);

        assertThat(refreshed).containsExactlyInAnyOrderElementsOf(TOPICS);
        assertThat(server.isWatching()).isTrue();
    }

    @Test
    void aNewTopicIsNamedAtOnceAndAlone() {
        watch(TOPICS, "a:7", 0);

        var ask = server.next(Set.of("orders", "payments", "new"), 1).orElseThrow();

        assertThat(ask.topics()).containsExactly("new");
        assertThat(ask.since()).isEmpty();
    }

    @Test
    void manyTopicsAreNamedInTurns() {
        var many = IntStream.range(0, 1_500).mapToObj(i -> "topic-" + i).collect(Collectors.toSet());

        watch(many, "a:7", 0);
        var second = server.next(many, 1).orElseThrow();

        assertThat(second.topics()).hasSize(500);
    }

    @Test
    void theBeatNamesNoTopicsAndTheNewestVersionThatWasPushed() {
        watch(TOPICS, "a:7", 0);
        server.noteVersion("a:9");
        server.noteVersion("b:12");

        assertThat(server.next(TOPICS, BEAT_NANOS - 1)).isEmpty();
        assertThat(server.next(TOPICS, BEAT_NANOS)).contains(new Ask(List.of(), "a:9"));
    }

    @Test
    void whatABeatFindsChangedIsRefreshed() {
        watch(TOPICS, "a:7", 0);
        var beat = server.next(TOPICS, BEAT_NANOS).orElseThrow();

        var refreshed = server.note(beat, watching("a:8", false, List.of("orders"), 2), BEAT_NANOS);

        assertThat(refreshed).containsExactly("orders");
    }

    @Test
    void aConnectionThatKnowsNothingIsToldAllAgainWithTheVersion() {
        watch(TOPICS, "a:7", 0);
        var beat = server.next(TOPICS, BEAT_NANOS).orElseThrow();

        var refreshed = server.note(beat, watching("a:9", false, List.of(), 0), BEAT_NANOS);
        var again = server.next(TOPICS, BEAT_NANOS).orElseThrow();

        assertThat(refreshed).isEmpty();
        assertThat(again.topics()).containsExactlyInAnyOrderElementsOf(TOPICS);
        assertThat(again.since()).isEqualTo("a:7");
    }

    @Test
    void aServerThatStartedAnewHasAllAskedForOnce() {
        watch(TOPICS, "a:7", 0);
        server.note(server.next(TOPICS, BEAT_NANOS).orElseThrow(), watching("b:1", true, List.of(), 0), BEAT_NANOS);
        var again = server.next(TOPICS, BEAT_NANOS).orElseThrow();

        var refreshed = server.note(again, watching("b:1", true, List.of(), 2), BEAT_NANOS);
        var beat = server.next(TOPICS, BEAT_NANOS + BEAT_NANOS).orElseThrow();

        assertThat(refreshed).containsExactlyInAnyOrderElementsOf(TOPICS);
        assertThat(beat).isEqualTo(new Ask(List.of(), "b:1"));
    }

    @Test
    void anAnswerToNewTopicsDoesNotSpeakForTheOthers() {
        watch(TOPICS, "a:7", 0);
        var more = Set.of("orders", "payments", "new");

        server.note(server.next(more, 1).orElseThrow(), watching("a:20", true, List.of(), 3), 1);

        assertThat(server.next(more, MINUTE_NANOS)).contains(new Ask(List.of(), "a:7"));
    }

    @Test
    void whoCannotPushIsAskedAgainAfterAMinute() {
        server.note(server.next(TOPICS, 0).orElseThrow(), new Answer.Unsupported(), 0);

        assertThat(server.isWatching()).isFalse();
        assertThat(server.next(TOPICS, MINUTE_NANOS - 1)).isEmpty();
        assertThat(server.next(TOPICS, MINUTE_NANOS)).isPresent();
    }

    @Test
    void whoIsSilentIsAskedLessAndLess() {
        long now = 0;
        for (int seconds : new int[] {5, 10, 20, 40, 60, 60}) {
            server.note(server.next(TOPICS, now).orElseThrow(), new Answer.Silence("no answer"), now);

            assertThat(server.next(TOPICS, now + TimeUnit.SECONDS.toNanos(seconds) - 1))
                    .as("asked before %d s", seconds)
                    .isEmpty();
            now += TimeUnit.SECONDS.toNanos(seconds);
        }
    }

    /** Has the server watch as many of the topics as one request names. */
    private Collection<String> watch(Set<String> topics, String version, long now) {
        var ask = server.next(topics, now).orElseThrow();
        return server.note(ask, watching(version, true, List.of(), ask.topics().size()), now);
    }

    private static Answer watching(String version, boolean all, List<String> topics, int watched) {
        return new Answer.Watching(new Changes(version, all, topics), watched);
    }
}
