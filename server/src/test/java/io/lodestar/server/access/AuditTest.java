package io.lodestar.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.lodestar.protocol.ExtFields;
import io.lodestar.protocol.RequestCode;
import io.lodestar.server.journal.Entry;
import io.lodestar.server.journal.Event;
import io.lodestar.server.journal.EventKind;
import io.lodestar.server.journal.Journal;
import io.lodestar.server.journal.Query;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The record of requests that change something. */
class AuditTest {
    private static final Optional<String> NOBODY = Optional.empty();

    @TempDir
    private Path folder;

    private long nanos;

    private List<Event> events(java.util.function.Consumer<Audit> deeds) {
        try (var journal = Journal.open(folder, 1 << 20, Clock.systemUTC())) {
            deeds.accept(new Audit(journal, () -> nanos));
        }
        try (var journal = Journal.open(folder, 1 << 20, Clock.systemUTC())) {
            return journal.read(Query.after(0, 10_000)).stream()
                    .map(Entry::event)
                    .toList();
        }
    }

    private static Audit.Request request(RequestCode code, String host, Map<String, String> fields) {
        return new Audit.Request(code, ExtFields.of(fields), new InetSocketAddress(host, 5));
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    @Test
    void anEntrySaysWhoAskedForWhatFromWhereAndWhatCameOfIt() {
        var fields = Map.of("clusterName", "C", "brokerName", "b", "brokerId", "1", "brokerAddr", "h:1");

        var events = events(audit -> {
            audit.granted(request(RequestCode.REGISTER_BROKER, "10.0.0.1", fields), Optional.of("inner"));
            audit.refused(
                    request(RequestCode.DELETE_TOPIC, "10.0.0.2", Map.of("topic", "T")), NOBODY, "it is not signed");
        });

        assertThat(events)
                .containsExactly(
                        Event.of(EventKind.REQUEST_GRANTED, "REGISTER_BROKER (103), brokerId '1', brokerAddr 'h:1'")
                                .inCluster("C")
                                .ofBroker("b")
                                .by("10.0.0.1:5")
                                .as(Optional.of("inner")),
                        Event.of(EventKind.REQUEST_REFUSED, "DELETE_TOPIC (216): it is not signed")
                                .ofTopics(List.of("T"))
                                .by("10.0.0.2:5"));
    }

    @Test
    void theValueOfAKvEntryMayBeASecret() {
        var fields = Map.of("namespace", "n", "key", "k", "value", "TOP", "AccessKey", "a", "Signature", "TOP");

        var events = events(
                audit -> audit.granted(request(RequestCode.PUT_KV_CONFIG, "10.0.0.1", fields), Optional.of("a")));

        assertThat(events)
                .singleElement()
                .satisfies(event -> assertThat(event.toString())
                        .contains("namespace 'n', key 'k'")
                        .doesNotContain("TOP"));
    }

    @Test
    void refusalsOfOneHostAndCodeAreCountedForAMinute() {
        var events = events(audit -> {
            for (int i = 0; i < 1_000; i++) {
                audit.refused(request(RequestCode.DELETE_TOPIC, "10.0.0.1", Map.of()), NOBODY, "no " + i);
            }
            audit.refused(request(RequestCode.UPDATE_CONFIG, "10.0.0.1", Map.of()), NOBODY, "other");
            pass(Duration.ofSeconds(59));
            audit.tick();
            pass(Duration.ofSeconds(1));
            audit.tick();
            audit.tick();
            audit.refused(request(RequestCode.DELETE_TOPIC, "10.0.0.1", Map.of()), NOBODY, "again");
        });

        assertThat(events)
                .extracting(Event::detail)
                .containsExactly(
                        "DELETE_TOPIC (216): no 0",
                        "UPDATE_CONFIG (318): other",
                        "999 within a minute, the last one: DELETE_TOPIC (216): no 999",
                        "DELETE_TOPIC (216): again");
        assertThat(events.get(2).by()).contains("10.0.0.1");
    }

    @Test
    void whatIsBeingCountedIsEnteredInTheEnd() {
        var events = events(audit -> {
            for (int i = 0; i < 4; i++) {
                audit.refused(request(RequestCode.DELETE_TOPIC, "10.0.0.1", Map.of()), NOBODY, "no " + i);
            }
            audit.settle();
            audit.settle();
        });

        assertThat(events)
                .extracting(Event::detail)
                .containsExactly(
                        "DELETE_TOPIC (216): no 0", "3 within a minute, the last one: DELETE_TOPIC (216): no 3");
    }

    @Test
    void whoHasANetworkIsCountedAsOne() {
        var events = events(audit -> {
            for (int i = 0; i < 100; i++) {
                audit.refused(request(RequestCode.DELETE_TOPIC, "2001:db8::" + i, Map.of()), NOBODY, "no");
            }
            audit.settle();
        });

        assertThat(events).hasSize(2);
        assertThat(events.get(1).by()).contains("2001:db8:0:0:0:0:0:0/64");
    }

    @Test
    void manyHostsCannotDriveOutWhatHappened() {
        var long255 = "x".repeat(100_000);

        var events = events(audit -> {
            for (int i = 0; i < 50_000; i++) {
                var host = "10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255);
                audit.refused(
                        request(
                                RequestCode.REGISTER_BROKER,
                                host,
                                Map.of("brokerName", long255, "clusterName", long255, "brokerAddr", long255)),
                        NOBODY,
                        long255);
            }
            pass(Duration.ofMinutes(1));
            audit.tick();
        });

        assertThat(events).hasSizeLessThan(40);
        assertThat(events.get(events.size() - 1).detail()).startsWith("49967 within a minute");
        assertThat(events).allSatisfy(event -> assertThat(event.toString()).hasSizeLessThan(2_000));
    }
}
