package io.lodestar.server.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lodestar.registry.ActingMaster;
import io.lodestar.registry.BrokerGroup;
import io.lodestar.registry.BrokerIdentity;
import io.lodestar.registry.Content;
import io.lodestar.registry.DataVersion;
import io.lodestar.registry.Member;
import io.lodestar.registry.Queues;
import io.lodestar.registry.Registration;
import io.lodestar.registry.RegistrationOutcome;
import io.lodestar.registry.Registry;
import io.lodestar.registry.RegistrySnapshot;
import io.lodestar.registry.TopicQueues;
import io.lodestar.server.journal.Chronicle;
import io.lodestar.server.journal.Event;
import io.lodestar.server.journal.EventKind;
import io.lodestar.server.journal.Journal;
import io.lodestar.server.journal.Query;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which reason is given when, as time goes by. */
class AbsenceTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T02:15:00Z"), ZoneOffset.UTC);
    private static final Duration LEASE = Duration.ofSeconds(120);
    private static final String NEVER_SEEN =
            "\nReason: it was never seen here since 2026-11-22T02:15:00Z," + " as far back as this is remembered.";

    private final Journal journal = Journal.open(Path.of("unused"), 0, CLOCK);
    private long nanos;
    private final Registry registry = new Registry(() -> nanos, new Chronicle(journal));
    private final Absence absence = new Absence(registry, journal.fates(), () -> nanos);

    @AfterEach
    void close() {
        journal.close();
    }

    private void passes(Duration time) {
        for (var left = time; !left.isZero(); left = left.minus(Registry.TICK)) {
            nanos += Registry.TICK.toNanos();
            var unused = registry.expire();
        }
    }

    private void append(Event event) {
        journal.append(event);
        await().until(() -> !journal.read(Query.newest(1).of(event.kind())).isEmpty());
    }

    @Test
    void aFreshServerSaysHowFreshItIs() {
        append(Event.of(EventKind.SERVER_STARTED, ""));

        assertThat(absence.reason("T"))
                .isEqualTo("\nReason: the name server started 0 s ago and brokers are still reporting.");
        passes(Duration.ofMillis(59_500));
        assertThat(absence.reason("T"))
                .isEqualTo("\nReason: the name server started 59 s ago and brokers are still reporting.");
        passes(Registry.TICK);
        assertThat(absence.reason("T")).isEqualTo(NEVER_SEEN);
    }

    @Test
    void whatIsKnownOfATopicComesBeforeTheStart() {
        append(Event.of(EventKind.TOPIC_DELETED, "").ofTopics(List.of("T")));

        assertThat(absence.reason("T")).isEqualTo("\nReason: it was deleted at 2026-11-22T02:15:00Z.");
    }

    @Test
    void aWarmingServerIsStillStarting() {
        append(Event.of(EventKind.SERVER_STARTED, ""));
        var members = new TreeMap<>(Map.of(0L, new Member(0, "h:1", "", List.of())));
        var group = new BrokerGroup("a", "C", members, "", false, false);
        registry.restore(new RegistrySnapshot(
                List.of(group),
                List.of(new RegistrySnapshot.Seat("a", 0, LEASE, Optional.empty())),
                List.of(),
                List.of()));

        passes(Duration.ofSeconds(100));
        assertThat(absence.reason("T"))
                .isEqualTo("\nReason: the name server started 100 s ago and brokers are still reporting.");
        passes(Duration.ofSeconds(21));
        assertThat(absence.reason("T")).isEqualTo(NEVER_SEEN);
    }

    @Test
    void aTopicThatItsBrokerReportsNoMoreSaysWhoHadIt() {
        register("a", "T", "U");

        passes(Duration.ofSeconds(30));
        register("a", "U");
        passes(Duration.ofSeconds(31));

        await().untilAsserted(() -> assertThat(absence.reason("T"))
                .isEqualTo("\nReason: a, the last to have it, stopped reporting it at 2026-11-22T02:15:00Z."));
        assertThat(kinds()).containsOnlyOnce(EventKind.TOPIC_RETIRED).doesNotContain(EventKind.BROKER_RETURNED);
    }

    @Test
    void aBrokerThatWasSilentForHalfOfItsLeaseReturns() {
        register("a", "T");
        passes(Duration.ofSeconds(61));

        register("a", "T");

        await().untilAsserted(() -> assertThat(kinds()).containsOnlyOnce(EventKind.BROKER_RETURNED));
    }

    private void register(String... topics) {
        var queues = Stream.of(topics)
                .map(topic -> new TopicQueues(topic, new Queues(4, 4, 6, 0)))
                .toList();
        var outcome = registry.register(new Registration(
                new BrokerIdentity("C", "a", 0),
                "h:1",
                "h:2",
                "",
                ActingMaster.UNKNOWN,
                LEASE,
                new Content(Optional.of(new DataVersion(0, nanos, 1)), queues, List.of(), Optional.empty(), false),
                1,
                Optional.empty()));
        assertThat(outcome).isInstanceOf(RegistrationOutcome.Accepted.class);
    }

    private List<EventKind> kinds() {
        return journal.read(Query.after(0, 100)).stream()
                .map(entry -> entry.event().kind())
                .toList();
    }

    @Test
    void whereNothingIsKnownNothingIsSaid() {
        passes(Duration.ofSeconds(60));

        assertThat(absence.reason("T")).isEmpty();
    }
}
