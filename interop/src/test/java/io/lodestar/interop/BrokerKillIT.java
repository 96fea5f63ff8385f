package io.lodestar.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.lodestar.interop.LoadProgram.Report;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * How long producers of 200 messages a second go on failing after one of two masters was killed: with the route watch, without it, and with Apache's name server in place of
 * ours. The same brokers report to both name servers and all producers see the same kill.
 */
@Isolated("what a kill costs is told by the clock")
@ExtendWith(OnStage.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class BrokerKillIT {
    private static final String TOPIC = "loaded";
    private static final int QUEUES = 4;

    /** How long what follows the kill is looked at; those who poll go on failing until their next poll. */
    private static final Duration LOOK = Duration.ofSeconds(5);

    private static final Duration POLL = Duration.ofSeconds(30);
    private static final Duration A_SECOND = Duration.ofSeconds(1);

    /** Brokers register every 10 s here, and who watches asks every 5 s whether it is still known. */
    private static final Duration FOUND_AGAIN = Duration.ofSeconds(12);

    /** Rather than after up to 30 s for the route and 20 s for sharing out the queues. */
    private static final Duration AT_ONCE = Duration.ofSeconds(5);

    /** Whether to wait until those who poll have recovered, too, for the figures alone. */
    private static final boolean PATIENT = Boolean.getBoolean("lodestar.kill.patient");

    private final Path folder;
    private final NameServerProcess ours;
    private final NameServerProcess theirs;
    private final List<ApacheBroker> masters;
    private final LoadProgram newest;
    private final LoadProgram older;
    private final List<Producer> producers = new ArrayList<>();

    BrokerKillIT(Scene scene) {
        folder = scene.folder();
        ours = scene.nameServer(NameServerProgram.LODESTAR);
        theirs = scene.nameServer(NameServerProgram.APACHE);
        var both = ours.address() + ";" + theirs.address();
        masters = Stream.of("stays", "dies")
                .map(name -> scene.broker(BrokerSettings.master(Release.V5_5_0, name, both)))
                .toList();
        newest = LoadProgram.start(Release.V5_5_0, folder.resolve("load-5.5.0"));
        older = LoadProgram.start(Release.V4_9_7, folder.resolve("load-4.9.7"));
        for (var nameServer : List.of(ours, theirs)) {
            masters.forEach(broker -> broker.awaitRegistration(nameServer));
        }
        var admin = scene.admin(ours.address());
        masters.forEach(broker -> admin.updateTopic(broker, TOPIC, QUEUES));
        for (var nameServer : List.of(ours, theirs)) {
            Waiting.until("both masters to be in the route at " + nameServer.address())
                    .until(() -> nameServer
                            .routes()
                            .find(TOPIC)
                            .filter(route -> route.addresses().size() == masters.size())
                            .isPresent());
        }
    }

    @AfterAll
    void endPrograms() {
        newest.close();
        older.close();
    }

    /** How a producer is set up. */
    private enum Kind {
        WATCHED(0, true, "with the watch"),
        POLLING(0, false, "polling"),
        WATCHED_AND_RETRYING(2, true, "with the watch, 2 retries as by default"),
        POLLING_AND_RETRYING(2, false, "polling, 2 retries as by default");

        private final int retries;
        private final boolean watched;
        private final String text;

        Kind(int retries, boolean watched, String text) {
            this.retries = retries;
            this.watched = watched;
            this.text = text;
        }
    }

    /** One of the producers under load. */
    private record Producer(LoadProgram program, String name, String what) {
        Report report() {
            return program.report(name);
        }
    }

    @Test
    @Order(1)
    void withTheWatchTheLastSendFailsWithinASecondOfTheKill() {
        var watched = produce(newest, ours, Kind.WATCHED);
        var watchedOlder = produce(older, ours, Kind.WATCHED);
        var polling = produce(newest, ours, Kind.POLLING);
        var pollingTheirs = produce(newest, theirs, Kind.POLLING);
        var retrying = produce(newest, ours, Kind.POLLING_AND_RETRYING);
        var retryingWatched = produce(newest, ours, Kind.WATCHED_AND_RETRYING);
        long born = System.nanoTime();
        Waiting.until("the routes of the watched producers to be pushed")
                .until(() -> Boolean.getBoolean("x.nowatch")
                        || Stream.of(watched, watchedOlder, retryingWatched)
                                .allMatch(producer -> producer.report().pushing() == 1));
        producers.forEach(producer ->
                assertThat(producer.report().failed()).as(producer.what()).isZero());

        long killed = System.currentTimeMillis();
        masters.get(1).kill();
        var ageAtKill = Duration.ofNanos(System.nanoTime() - born);
        var look = PATIENT ? POLL.minus(ageAtKill).plus(LOOK) : LOOK;
        Waiting.within(look.multipliedBy(2), "the look at what follows the kill to end")
                .until(() -> System.currentTimeMillis() >= killed + look.toMillis());
        var reports = producers.stream().map(Producer::report).toList();

        print(killed, POLL.minus(ageAtKill), reports);
        for (var producer : List.of(watched, watchedOlder)) {
            assertThat(failingMillis(killed, producer)).as(producer.what()).isLessThan(A_SECOND.toMillis());
        }
        for (var producer : List.of(polling, pollingTheirs)) {
            assertThat(failingMillis(killed, producer)).as(producer.what()).isGreaterThan(A_SECOND.toMillis());
        }
        for (var producer : List.of(retrying, retryingWatched)) {
            assertThat(producer.report().failed()).as(producer.what()).isZero();
        }
    }

    @Test
    @Order(2)
    void withTheWatchABrokerThatComesBackIsReceivedFromWithinSeconds() {
        var returning = masters.get(1);
        returning.kill();
        produce(newest, ours, Kind.WATCHED);
        var programs = Map.of("newest", newest, "older", older);
        programs.forEach((name, program) -> program.consume("watched-" + name, ours.address(), TOPIC, true));
        newest.consume("polling", ours.address(), TOPIC, false);
        Waiting.until("all consumers to receive")
                .until(() -> programs.entrySet().stream()
                                .allMatch(program ->
                                        program.getValue().firstMillis("watched-" + program.getKey(), "stays") > 0)
                        && newest.firstMillis("polling", "stays") > 0);

        returning.ensureRunning();
        returning.awaitRegistration(ours);
        long back = System.currentTimeMillis();

        programs.forEach((name, program) -> assertThat(receivedAfterMillis("watched-" + name, program, back))
                .as("%s, with the watch", name)
                .isLessThan(AT_ONCE.toMillis()));
        if (PATIENT) {
            receivedAfterMillis("polling", newest, back);
        }
    }

    @Test
    @Order(3)
    void afterTheNameServerHasStartedAnewTheWatchStandsAgain() {
        var watched = producers.stream()
                .filter(producer -> producer.what().endsWith(Kind.WATCHED.text))
                .toList();
        ours.stop();
        ours.restart();
        long restarted = System.nanoTime();
        Waiting.until("brokers and clients to have found the name server again")
                .until(() -> System.nanoTime() - restarted >= FOUND_AGAIN.toNanos());
        masters.forEach(broker -> broker.awaitRegistration(ours));

        long killed = System.currentTimeMillis();
        masters.get(1).kill();
        Waiting.until("the look at what follows the kill to end")
                .until(() -> System.currentTimeMillis() >= killed + LOOK.toMillis());

        assertThat(watched)
                .hasSizeGreaterThan(1)
                .allSatisfy(producer -> assertThat(failingMillis(killed, producer))
                        .as(producer.what())
                        .isLessThan(A_SECOND.toMillis()));
        assertThat(watched.get(0).report().lastFailureMillis())
                .as("a send that failed, without which the kill would prove nothing")
                .isGreaterThanOrEqualTo(killed - A_SECOND.toMillis());
    }

    @Test
    @Order(4)
    void watchesServeClientsOfAllKindsAndEndWithThem() {
        try (var fresh = LoadProgram.start(Release.V5_5_0, folder.resolve("lifecycle-5.5.0"));
                var freshOlder = LoadProgram.start(Release.V4_9_7, folder.resolve("lifecycle-4.9.7"))) {
            fresh.checkLifecycle(ours.address(), TOPIC);
            freshOlder.checkLifecycle(ours.address(), TOPIC);
        }
    }

    @SuppressWarnings("SystemOut") // These are figures of docs/watch.md.
    private static long receivedAfterMillis(String consumer, LoadProgram program, long back) {
        Waiting.until(consumer + " to receive from the broker that came back")
                .until(() -> program.firstMillis(consumer, "dies") > 0);
        long millis = program.firstMillis(consumer, "dies") - back;
        System.out.printf(
                Locale.ROOT, "consumer %s received from the broker that came back after %d ms%n", consumer, millis);
        return millis;
    }

    private Producer produce(LoadProgram program, NameServerProcess nameServer, Kind kind) {
        var name = "producer-" + producers.size();
        program.produce(name, nameServer.address(), TOPIC, kind.retries, kind.watched);
        var what = (program == newest ? Release.V5_5_0 : Release.V4_9_7) + ", "
                + (nameServer == ours ? "Lodestar, " : "Apache's name server, ") + kind.text;
        var producer = new Producer(program, name, what);
        producers.add(producer);
        return producer;
    }

    private static long failingMillis(long killed, Producer producer) {
        return Math.max(0, producer.report().lastFailureMillis() - killed);
    }

    @SuppressWarnings("SystemOut") // These are the figures of docs/watch.md.
    private void print(long killed, Duration toNextPoll, List<Report> reports) {
        System.out.printf(
                Locale.ROOT,
                "after the kill of one of two masters, %s s before the next poll:%n",
                toNextPoll.toSeconds());
        for (int i = 0; i < reports.size(); i++) {
            var report = reports.get(i);
            System.out.printf(
                    Locale.ROOT,
                    "  %-60s last failing send after %5d ms, %4d of %d failed, slowest send %d ms%n",
                    producers.get(i).what(),
                    Math.max(0, report.lastFailureMillis() - killed),
                    report.failed(),
                    report.tried(),
                    report.slowestMillis());
        }
    }
}
