package io.lodestar.server.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is said of topics that have no route. */
class FatesTest {
    private static final Instant BEGIN = Instant.parse("2026-11-22T02:00:00.123Z");

    private final Fates fates = new Fates(100 * Recent.bytes("topic-1-0"));
    private Instant now = BEGIN;
    private long number;

    @BeforeEach
    void start() {
        fates.endLoading();
        tell(EventKind.SERVER_STARTED, "");
    }

    private void later(Duration time) {
        now = now.plus(time);
    }

    private void tell(EventKind kind, String brokerName, String... topics) {
        var event = Event.of(kind, "").ofBroker(brokerName).ofTopics(List.of(topics));
        fates.accept(new Entry(++number, now.toEpochMilli(), event));
    }

    @Test
    void aDeletedTopicSaysWhen() {
        later(Duration.ofMinutes(15));

        tell(EventKind.TOPIC_DELETED, "", "T");

        assertThat(fates.of("T")).contains("it was deleted at 2026-11-22T02:15:00Z");
        assertThat(fates.of("U")).isEmpty();
    }

    @Test
    void aRetiredTopicSaysWhoHadIt() {
        tell(EventKind.TOPIC_RETIRED, "broker-a", "T");

        assertThat(fates.of("T"))
                .contains("broker-a, the last to have it, stopped reporting it at 2026-11-22T02:00:00Z");
    }

    @Test
    void aLostTopicSaysHowItsBrokerWent() {
        tell(EventKind.BROKER_EXPIRED, "a");
        tell(EventKind.TOPIC_LOST, "a", "T");
        tell(EventKind.TOPIC_LOST, "b", "U");
        tell(EventKind.BROKER_CLOSED, "b");
        tell(EventKind.BROKER_UNREGISTERED, "c");
        tell(EventKind.TOPIC_LOST, "c", "V");
        tell(EventKind.BROKER_DISPLACED, "d");
        tell(EventKind.TOPIC_LOST, "d", "W");

        assertThat(fates.of("T"))
                .contains("a, the last to have it, left at 2026-11-22T02:00:00Z: silent for longer than its lease");
        assertThat(fates.of("U"))
                .contains("b, the last to have it, left at 2026-11-22T02:00:00Z: its connection is gone");
        assertThat(fates.of("V")).contains("c, the last to have it, left at 2026-11-22T02:00:00Z: it unregistered");
        assertThat(fates.of("W"))
                .contains("d, the last to have it, left at 2026-11-22T02:00:00Z: another one took its place");
    }

    @Test
    void anotherDepartureIsNotTheReason() {
        tell(EventKind.TOPIC_LOST, "a", "T");
        later(Duration.ofMinutes(1));
        tell(EventKind.BROKER_EXPIRED, "a");

        assertThat(fates.of("T")).contains("a, the last to have it, left at 2026-11-22T02:00:00Z");
    }

    @Test
    void aTopicThatIsBackLosesItsFate() {
        tell(EventKind.TOPIC_DELETED, "", "T", "U");

        tell(EventKind.TOPIC_ADDED, "a", "T");
        tell(EventKind.TOPIC_CHANGED, "a", "U");

        assertThat(fates.of("T")).isEmpty();
        assertThat(fates.of("U")).isEmpty();
    }

    @Test
    void theLastFateCounts() {
        tell(EventKind.TOPIC_RETIRED, "a", "T");

        tell(EventKind.TOPIC_DELETED, "", "T");

        assertThat(fates.of("T").orElseThrow()).startsWith("it was deleted");
    }

    @Test
    void anEmptyStartIsAsFarBackAsAnAbsenceIsKnown() {
        tell(EventKind.TOPIC_DELETED, "", "T");
        later(Duration.ofHours(1));
        tell(EventKind.SERVER_STARTED, "");

        assertAbsentSince("2026-11-22T03:00:00Z");
        assertThat(fates.of("T")).as("what is known of before stays true").isPresent();
    }

    @Test
    void aWarmStartIsNoBegin() {
        later(Duration.ofHours(1));
        tell(EventKind.SERVER_STARTED, "");
        tell(EventKind.ROUTES_RESTORED, "");

        assertAbsentSince("2026-11-22T02:00:00Z");
    }

    @Test
    void afterALossOfEventsNobodyKnowsOfBefore() {
        later(Duration.ofHours(1));
        tell(EventKind.EVENTS_LOST, "");

        assertAbsentSince("2026-11-22T03:00:00Z");
    }

    @Test
    void theOldestAreForgottenAndNotSaidToBeUnseen() {
        for (int hour = 1; hour <= 6; hour++) {
            later(Duration.ofHours(1));
            tell(EventKind.TOPIC_LOST, "a", topics(hour));
        }

        assertThat(fates.of("topic-6-24")).isPresent();
        assertThat(fates.of("topic-4-0")).isPresent();
        assertThat(fates.of("topic-1-0")).isEmpty();
        assertThat(fates.of("topic-2-24")).isEmpty();
        assertAbsentSince("2026-11-22T05:00:00Z");
    }

    private static String[] topics(int hour) {
        return IntStream.range(0, 25)
                .mapToObj(index -> "topic-" + hour + "-" + index)
                .toArray(String[]::new);
    }

    @Test
    void aNameThatIsTooLongToBeKeptIsNotSaidToBeUnseen() {
        assertThat(fates.absence("T".repeat(1_001))).isEmpty();
    }

    @Test
    void nothingIsSaidBeforeAllIsKnown() {
        var unloaded = new Fates();
        var deleted = Event.of(EventKind.TOPIC_DELETED, "").ofTopics(List.of("T"));
        assertThat(unloaded.absence("T")).isEmpty();

        unloaded.accept(new Entry(1, now.toEpochMilli(), deleted));
        assertThat(unloaded.of("T")).as("it may have come back since").isEmpty();
        assertThat(unloaded.absence("U")).isEmpty();

        unloaded.endLoading();
        assertThat(unloaded.of("T")).isPresent();
        assertThat(unloaded.absence("U")).isPresent();
    }

    private void assertAbsentSince(String time) {
        assertThat(fates.absence("other"))
                .contains("it was never seen here since " + time + ", as far back as this is remembered");
    }
}
