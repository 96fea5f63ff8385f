package io.lodestar.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.lodestar.protocol.ExtFields;
import io.lodestar.protocol.RequestCode;
import io.lodestar.server.config.HttpKeys;
import io.lodestar.server.config.HttpPort;
import io.lodestar.server.config.LimitKeys;
import io.lodestar.server.metrics.Rates;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a running server tells of itself is what was done to it. */
class MetricsTest {
    private static final int UNKNOWN_CODE = 4711;

    @TempDir
    private Path home;

    private MeasuredServer measured;

    @BeforeEach
    void start() throws Exception {
        measured = MeasuredServer.start(home);
    }

    @AfterEach
    void stop() throws Exception {
        measured.close();
    }

    @Test
    void requestsAreCountedByWhatTheyAskAndWhatBecomesOfThem() throws Exception {
        measured.register("broker-a", "orders", "broker-a");
        askForRoute("orders");
        askForRoute("orders");
        askForRoute("no-such-topic");
        measured.peer.ask(UNKNOWN_CODE, ExtFields.EMPTY, Unpooled.EMPTY_BUFFER);
        measured.peer.ask(RequestCode.GET_ALL_TOPICS, Map.of());

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            var scrape = measured.scrape();
            assertThat(requests(scrape, "route", "success")).isEqualTo(2);
            assertThat(requests(scrape, "route", "not_found")).isEqualTo(1);
            assertThat(requests(scrape, "registration", "success")).isEqualTo(1);
            assertThat(requests(scrape, "unknown", "unsupported")).isEqualTo(1);
            assertThat(requests(scrape, "topic_list", "success")).isEqualTo(1);
        });
    }

    @Test
    void eachAnswerIsTimedWhereItWasGiven() throws Exception {
        measured.register("broker-a", "orders", "broker-a");
        askForRoute("orders");
        measured.peer.ask(RequestCode.GET_ALL_TOPICS, Map.of());

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            var scrape = measured.scrape();
            assertThat(durations(scrape, "at_once")).isEqualTo(1);
            assertThat(durations(scrape, "registration")).isEqualTo(1);
            assertThat(durations(scrape, "listing")).isEqualTo(1);
            assertThat(scrape.value("rocketmq_namesrv_request_duration_seconds_sum", Map.of("work", "at_once")))
                    .isPositive()
                    .isLessThan(20);
        });
    }

    @Test
    void registrationsAreCountedByWhatBecameOfThem() throws Exception {
        measured.register("broker-a", "orders", "broker-a");
        measured.register("broker-a", "orders", "broker-a");
        measured.register("broker-a", "orders");
        measured.peer.ask(RequestCode.REGISTER_BROKER, ExtFields.EMPTY, Unpooled.EMPTY_BUFFER);

        var scrape = measured.scrape();

        for (var kind : new String[] {"unchanged", "partial", "full", "refused"}) {
            assertThat(scrape.value("rocketmq_namesrv_registrations_total", Map.of("kind", kind)))
                    .as(kind)
                    .isEqualTo(1);
            assertThat(scrape.value("rocketmq_namesrv_registration_duration_seconds_count", Map.of("kind", kind)))
                    .as(kind)
                    .isEqualTo(1);
        }
        assertThat(scrape.value("rocketmq_namesrv_registration_bytes_total", Map.of("kind", "full")))
                .isGreaterThan(50);
    }

    @Test
    void theSeriesOfABrokerGoWithIt() throws Exception {
        measured.register("broker-a", "orders", "broker-a");
        measured.register("another-broker", "orders", "another-broker");

        var both = measured.scrape();
        measured.unregister("broker-a");
        var one = measured.scrape();

        assertThat(both.value("rocketmq_namesrv_broker_lease_left_seconds", Map.of("broker", "broker-a")))
                .isCloseTo(120, within(20.0));
        assertThat(both.value("rocketmq_namesrv_brokers", Map.of("role", "master", "state", "alive")))
                .isEqualTo(2);
        assertThat(one.samples("rocketmq_namesrv_broker_lease_left_seconds", Map.of()))
                .singleElement()
                .satisfies(sample -> assertThat(sample.labels()).containsEntry("broker", "another-broker"));
        assertThat(one.value("rocketmq_namesrv_brokers_left_total", Map.of("cause", "unregistered")))
                .isEqualTo(1);
        assertThat(one.value("rocketmq_namesrv_topic_changes_total", Map.of("change", "lost")))
                .isEqualTo(1);
    }

    @Test
    void whatIsKnownIsCounted() throws Exception {
        measured.register("broker-a", "orders", "broker-a");
        measured.peer.ask(RequestCode.WIPE_WRITE_PERMISSION, Map.of("brokerName", "broker-a"));
        measured.peer.ask(RequestCode.PUT_KV_CONFIG, Map.of("namespace", "n", "key", "k", "value", "v"));

        var scrape = measured.scrape();

        assertThat(scrape.value("rocketmq_namesrv_topics")).isEqualTo(2);
        assertThat(scrape.value("rocketmq_namesrv_layouts")).isEqualTo(1);
        assertThat(scrape.value("rocketmq_namesrv_broker_groups")).isEqualTo(1);
        assertThat(scrape.value("rocketmq_namesrv_drains")).isEqualTo(1);
        assertThat(scrape.value("rocketmq_namesrv_kv_entries")).isEqualTo(2);
        assertThat(scrape.value("rocketmq_namesrv_kv_writes_total", Map.of("outcome", "success")))
                .isEqualTo(1);
        assertThat(scrape.value("rocketmq_namesrv_ready")).isEqualTo(1);
        assertThat(scrape.value("rocketmq_namesrv_connections", Map.of("kind", "broker")))
                .isEqualTo(1);
        assertThat(scrape.value("rocketmq_namesrv_received_bytes_total")).isGreaterThan(100);
        assertThat(scrape.value("rocketmq_namesrv_writer_hold_seconds_count", Map.of("change", "registration")))
                .isEqualTo(1);
        assertThat(scrape.value("rocketmq_namesrv_certificate_expiry_timestamp_seconds"))
                .isGreaterThan(System.currentTimeMillis() / 1_000.0);
    }

    @Test
    void countersGoOnAfterTheMemoryWasTidiedUp() throws Exception {
        measured.register("broker-a", "orders", "broker-a");
        System.gc();
        measured.register("broker-a", "orders", "broker-a");

        assertThat(measured.scrape().value("rocketmq_namesrv_registrations_total", Map.of("kind", "unchanged")))
                .isEqualTo(1);
    }

    @Test
    void aNameThatTheFormatMustEscapeBreaksNoLine() throws Exception {
        measured.register("a\"b\\c", "orders", "payments");

        var scrape = measured.scrape();

        assertThat(scrape.value("rocketmq_namesrv_broker_topics", Map.of("broker", "a\\\"b\\\\c")))
                .isEqualTo(2);
    }

    @Test
    void noMoreBrokersHaveSeriesThanMay() throws Exception {
        try (var few = MeasuredServer.start(
                home.resolve("few"), settings -> settings.with(LimitKeys.METRICS_BROKERS_MAX, 2))) {
            few.register("a", "orders", "payments");
            few.register("bb", "orders", "payments");
            few.register("ccc", "orders", "payments");

            var scrape = few.scrape();

            assertThat(scrape.samples("rocketmq_namesrv_broker_topics", Map.of()))
                    .hasSize(2);
            assertThat(scrape.value("rocketmq_namesrv_brokers_without_series")).isEqualTo(1);
        }
    }

    @Test
    void whoAsksForOpenMetricsGetsThem() throws Exception {
        var text = measured.text("application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5");

        assertThat(text).endsWith("# EOF\n").contains("# TYPE rocketmq_namesrv_requests counter");
        assertThat(Scrape.of(text).value("rocketmq_namesrv_topics")).isZero();
    }

    @Test
    void prometheusIsAnsweredOverHttpAsItLikes() throws Exception {
        try (var web = MeasuredServer.start(
                        home.resolve("web"), settings -> settings.with(HttpKeys.HTTP_PORT, HttpPort.of(0)));
                var socket = new Socket(
                        "127.0.0.1", web.server.httpAddress().orElseThrow().getPort())) {
            socket.getOutputStream()
                    .write(("GET /metrics HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\nConnection: close\r\n"
                                    + "Accept: application/openmetrics-text;version=1.0.0;q=0.5,text/plain;q=0.2\r\n\r\n")
                            .getBytes(UTF_8));
            var answer = socket.getInputStream().readAllBytes();
            var head = new String(answer, ISO_8859_1).split("\r\n\r\n", 2)[0];
            var body = Arrays.copyOfRange(answer, head.length() + 4, answer.length);
            var text = new String(new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes(), UTF_8);

            assertThat(head.toLowerCase(Locale.ROOT))
                    .startsWith("http/1.1 200")
                    .contains("content-type: application/openmetrics-text", "content-encoding: gzip");
            assertThat(Scrape.of(text).value("rocketmq_namesrv_http_connections"))
                    .isEqualTo(1);
        }
    }

    @Test
    void ratesAreThoseOfTheLastTenSeconds() {
        var clock = new AtomicLong();
        var rates = new Rates(measured.server.observed().requests(), clock::get);
        askForRoute("no-such-topic");
        askForRoute("no-such-topic");
        await().until(() -> measured.server.observed().requests().total() == 2);

        clock.addAndGet(TimeUnit.SECONDS.toNanos(2));
        var atFirst = rates.current();
        for (int second = 0; second < 10; second++) {
            rates.sample();
            clock.addAndGet(TimeUnit.SECONDS.toNanos(1));
        }
        var later = rates.current();

        assertThat(atFirst.requestsPerSecond()).isEqualTo(1);
        assertThat(atFirst.routesPerSecond()).isEqualTo(1);
        assertThat(atFirst.registrationsPerSecond()).isZero();
        assertThat(later.requestsPerSecond())
                .as("ten seconds after the last request")
                .isZero();
    }

    private void askForRoute(String topic) {
        measured.peer.ask(RequestCode.GET_ROUTE_INFO, Map.of("topic", topic));
    }

    private static double requests(Scrape scrape, String request, String outcome) {
        return scrape.value("rocketmq_namesrv_requests_total", Map.of("request", request, "outcome", outcome));
    }

    private static double durations(Scrape scrape, String work) {
        return scrape.value("rocketmq_namesrv_request_duration_seconds_count", Map.of("work", work));
    }
}
