package io.lodestar.server.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.lodestar.registry.BrokerIdentity;
import io.lodestar.registry.Change;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every change of the registry has its words. */
class ChronicleTest {
    private static final BrokerIdentity BROKER = new BrokerIdentity("C", "a", 1);
    private static final String ADDRESS = "10.0.0.1:10911";

    private static Event told(Change change) {
        try (var journal = Journal.open(Path.of("unused"), 0, Clock.systemUTC())) {
            new Chronicle(journal).accept(change);
            journal.close(Duration.ofSeconds(30));
            var entries = journal.read(Query.newest(10));
            assertThat(entries).hasSize(1);
            return entries.get(0).event();
        }
    }

    private static Event ofBroker(EventKind kind, String detail) {
        return Event.of(kind, detail).inCluster("C").ofBroker("a");
    }

    @Test
    void brokersThatComeAndReturn() {
        assertThat(told(new Change.Joined(BROKER, ADDRESS, 7)))
                .isEqualTo(ofBroker(EventKind.BROKER_REGISTERED, "id 1 at 10.0.0.1:10911, with 7 topics"));
        assertThat(told(new Change.Returned(BROKER, ADDRESS, Duration.ofMillis(75_900))))
                .isEqualTo(ofBroker(EventKind.BROKER_RETURNED, "id 1 at 10.0.0.1:10911, after 75 s without a report"));
    }

    @Test
    void brokersThatGo() {
        for (var reason : Change.Reason.values()) {
            var kind = switch (reason) {
                case EXPIRED -> EventKind.BROKER_EXPIRED;
                case CONNECTION_LOST -> EventKind.BROKER_CLOSED;
                case UNREGISTERED -> EventKind.BROKER_UNREGISTERED;
                case DISPLACED -> EventKind.BROKER_DISPLACED;
            };

            assertThat(told(new Change.Left(BROKER, ADDRESS, reason)))
                    .isEqualTo(ofBroker(kind, "id 1 at 10.0.0.1:10911"));
        }
    }

    @Test
    void conflicts() {
        assertThat(told(new Change.Conflict(Change.Dispute.SEAT_TAKEN, BROKER, ADDRESS, "10.0.0.2:10911", true)))
                .isEqualTo(ofBroker(
                        EventKind.CONFLICT,
                        "id 1 at 10.0.0.1:10911 was refused: it claims the place of 10.0.0.2:10911"));
        assertThat(told(new Change.Conflict(Change.Dispute.OTHER_CLUSTER, BROKER, ADDRESS, "C2", true))
                        .detail())
                .endsWith("it claims the name of C2");
        assertThat(told(new Change.Conflict(Change.Dispute.NEWER_STATE_VERSION, BROKER, ADDRESS, "x", true))
                        .detail())
                .endsWith("it claims with an older state version the place of x");
        assertThat(told(new Change.Conflict(Change.Dispute.ADDRESS_REUSED, BROKER, ADDRESS, "x", false))
                        .detail())
                .endsWith("was accepted: it claims the address of x");
    }

    @Test
    void mastersThatChange() {
        assertThat(told(new Change.MasterChanged("a", Optional.empty(), Optional.of("h:1"))))
                .isEqualTo(
                        Event.of(EventKind.MASTER_CHANGED, "from none to h:1").ofBroker("a"));
    }

    @Test
    void topics() {
        for (var fate : Change.Fate.values()) {
            var kind = switch (fate) {
                case ADDED -> EventKind.TOPIC_ADDED;
                case CHANGED -> EventKind.TOPIC_CHANGED;
                case RETIRED -> EventKind.TOPIC_RETIRED;
                case LOST -> EventKind.TOPIC_LOST;
            };

            assertThat(told(new Change.Topics("a", fate, List.of("T", "U"))))
                    .isEqualTo(Event.of(kind, "").ofBroker("a").ofTopics(List.of("T", "U")));
        }
    }
}
