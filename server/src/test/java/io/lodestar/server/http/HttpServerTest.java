package io.lodestar.server.http;

import static io.lodestar.server.http.HttpStage.get;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpServerTest {
    private final HttpStage stage = new HttpStage();
    private final AtomicInteger asked = stage.asked;
    private HttpServer server;

    @BeforeEach
    void start() throws BindException {
        server = stage.start(8, 1);
    }

    @AfterEach
    void stop() {
        stage.close();
    }

    @Test
    void aConnectionCarriesManyRequestsOneAfterTheOther() throws IOException {
        try (var line = new Line(server.address())) {
            assertThat(line.send(get("/now")).reply().body()).isEqualTo("now");
            assertThat(line.send(get("/things/a%20b%2Fc%25")).reply().body()).isEqualTo("a b/c%");
            assertThat(line.send(get("/now")).reply().head())
                    .contains("connection: keep-alive", "x-content-type-options: nosniff", "cache-control: no-store");
        }
    }

    @Test
    void tenThousandPipelinedRequestsAreAnsweredInOrderWhileOthersHaveTheirTurn() throws Exception {
        try (var line = new Line(server.address())) {
            var sender = new Thread(() -> {
                try {
                    for (int i = 0; i < 100; i++) {
                        line.send(get("/now").repeat(100));
                    }
                } catch (IOException broken) {
                    throw new IllegalStateException(broken);
                }
            });
            sender.start();
            int replies = 0;
            while (replies < 10_000) {
                assertThat(line.reply().body()).as("reply %d", replies).isEqualTo("now");
                replies++;
                if (replies == 5_000) {
                    try (var other = new Line(server.address())) {
                        assertThat(other.send(get("/now")).reply().status()).isEqualTo(200);
                    }
                }
            }
            sender.join();
        }
        assertThat(asked).hasValue(10_001);
    }

    @Test
    void whoPipelinesAndDoesNotReadIsNotReadEither() throws Exception {
        try (var line = new Line(server.address())) {
            var sender = new Thread(() -> {
                try {
                    while (true) {
                        line.send(get("/long"));
                    }
                } catch (IOException closed) {
                    asked.set(-1);
                }
            });
            sender.start();

            Awaitility.await("the connection is given up, since nothing of what was sent is read")
                    .atMost(15, TimeUnit.SECONDS)
                    .untilAsserted(() -> assertThat(asked).hasValue(-1));
            assertThat(server.refusals().get(HttpRefusal.SLOW_READER)).isEqualTo(1);
        }
    }

    @Test
    void aBodyMayComeInChunksAndInPiecesAndOnlyWhenItIsWelcome() throws IOException {
        try (var line = new Line(server.address())) {
            line.send("PUT /things/x HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nab");
            assertThat(line.send("c\r\n2\r\nde\r\n0\r\n\r\n").reply().body()).isEqualTo("put abcde");

            line.send("PUT /things/x HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
            assertThat(line.head()).startsWith("HTTP/1.1 100 ");
            assertThat(line.send("ok").reply().body()).isEqualTo("put ok");

            line.send("PUT /things/x HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n1400\r\n"
                    + "x".repeat(5_120) + "\r\n0\r\n\r\n");
            assertThat(line.reply().status()).isEqualTo(413);
        }
    }

    @Test
    void aSlowSenderIsTurnedAwayAndASilentOneForgotten() throws IOException {
        try (var slow = new Line(server.address());
                var silent = new Line(server.address())) {
            slow.send("GET /now HTTP/1.1\r\nHo");
            assertThat(slow.reply().status()).isEqualTo(408);
            assertThat(silent.rest()).isEmpty();
        }
        assertThat(server.refusals().get(HttpRefusal.SLOW_SENDER)).isEqualTo(1);
    }

    @Test
    void headTellsTheLengthAndSendsNothing() throws IOException {
        try (var line = new Line(server.address())) {
            var head = line.send("HEAD /long HTTP/1.1\r\nHost: h\r\n\r\n").head();

            assertThat(head).contains("200 OK", "content-length: " + HttpStage.LONG_TEXT.length());
            assertThat(line.send(get("/now")).reply().body()).isEqualTo("now");
        }
    }

    @Test
    void whoHasItAlreadyIsNotSentItAgainAndWhoCanInflateIsSentLess() throws IOException {
        try (var line = new Line(server.address())) {
            var first = line.send("GET /long HTTP/1.1\r\nHost: h\r\nAccept-Encoding: br, gzip\r\n\r\n")
                    .reply();
            assertThat(first.head()).contains("content-encoding: gzip", "etag: W/\"one\"", "vary: accept-encoding");

            line.send("GET /long HTTP/1.1\r\nHost: h\r\nIf-None-Match: W/\"one\"\r\n\r\n");
            var second = line.reply();
            assertThat(second.status()).isEqualTo(304);
            assertThat(second.head()).doesNotContain("content-length");

            line.send("GET /long HTTP/1.1\r\nHost: h\r\nAccept-Encoding: gzip;q=0\r\n\r\n");
            assertThat(line.reply().body()).isEqualTo(HttpStage.LONG_TEXT);
        }
    }

    @Test
    void whatIsNotThereAndWhatMayNotBeDoneAreToldApart() throws IOException {
        try (var line = new Line(server.address())) {
            assertThat(line.send(get("/nothing")).reply().body()).contains("\"status\":404", "\"detail\":");
            var other =
                    line.send("DELETE /things/x HTTP/1.1\r\nHost: h\r\n\r\n").reply();
            assertThat(other.status()).isEqualTo(405);
            assertThat(other.head()).contains("allow: GET, HEAD, OPTIONS, PUT");
            var options = line.send("OPTIONS /now HTTP/1.1\r\nHost: h\r\n\r\n").reply();
            assertThat(options.status()).isEqualTo(204);
            assertThat(line.send(get("/things/x/parts")).reply().body()).isEqualTo("parts");
            var bug = line.send(get("/bug")).reply();
            assertThat(bug.status()).isEqualTo(500);
            assertThat(bug.body()).doesNotContain("secret");
        }
    }

    @Test
    void aLongBodyComesPartByPartAndIsMadeOnlyAsFastAsItIsRead() throws IOException {
        try (var line = new Line(server.address())) {
            line.send("GET /parts HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
            assertThat(line.head()).contains("transfer-encoding: chunked");
            assertThat(line.rest()).contains("part 0\n", "part 1\n", "part 2\n").endsWith("0\r\n\r\n");
        }
        try (var line = new Line(server.address())) {
            line.send(get("/endless")).read(1_000_000);
            Awaitility.await("who stops reading is given up")
                    .atMost(15, TimeUnit.SECONDS)
                    .untilAsserted(() -> assertThat(server.refusals()).containsEntry(HttpRefusal.SLOW_READER, 1L));
            assertThat(asked.get() * 64)
                    .as("KiB made for somebody who read 1 MB")
                    .isLessThan(64 * 1024);
        }
    }

    @Test
    void manyRequestsThatTakeTheirTimeLeaveRoomForOthersAndAreRefusedBeyond() throws IOException {
        server.close();
        int busy = 70;
        server = stage.start(busy + 2, 1);
        var lines = new ArrayList<Line>();
        try {
            for (int i = 0; i < busy; i++) {
                lines.add(new Line(server.address()).send(get("/waits")));
            }
            Awaitility.await("some are refused")
                    .untilAsserted(
                            () -> assertThat(server.refusals()).containsEntry(HttpRefusal.OVERLOADED, busy - 64L));
            try (var health = new Line(server.address())) {
                assertThat(health.send(get("/now")).reply().body()).isEqualTo("now");
            }
            stage.gate.countDown();
            var statuses = new ArrayList<Integer>();
            for (var line : lines) {
                statuses.add(line.reply().status());
            }
            assertThat(statuses).containsOnly(200, 503);
            assertThat(statuses).filteredOn(status -> status == 200).hasSize(64);
        } finally {
            for (var line : lines) {
                line.close();
            }
        }
    }

    @Test
    void oneSourceHasItsShareOfPlacesAndGetsThemBack() throws IOException {
        var lines = new ArrayList<Line>();
        for (int i = 0; i < 7; i++) {
            lines.add(new Line(server.address()).send(get("/now")));
            assertThat(lines.get(i).reply().status()).isEqualTo(200);
        }
        try (var beyond = new Line(server.address())) {
            assertThat(beyond.rest()).isEmpty();
        }
        lines.get(0).reset();
        lines.get(1).close();
        Awaitility.await("their places are free").until(() -> server.connectionCount() == 5);
        try (var again = new Line(server.address())) {
            assertThat(again.send(get("/now")).reply().status()).isEqualTo(200);
        }
        for (var line : lines) {
            line.close();
        }
        assertThat(server.refusals().get(HttpRefusal.TOO_MANY_FROM_SOURCE)).isEqualTo(1);
    }

    @Test
    void anEventStreamGoesOnUntilItsPeerLeaves() throws IOException {
        try (var line = new Line(server.address())) {
            line.send(get("/events"));
            assertThat(line.head()).contains("content-type: text/event-stream", "connection: close");
            assertThat(new String(line.read(13), StandardCharsets.UTF_8)).isEqualTo("data: hello\n\n");
            var stream = stage.streams.iterator().next();
            assertThat(stream.send("data: more\n\n".getBytes(StandardCharsets.UTF_8)))
                    .isTrue();
            assertThat(new String(line.read(12), StandardCharsets.UTF_8)).isEqualTo("data: more\n\n");
            Awaitility.await("nothing waits").until(() -> stream.pendingBytes() == 0);
            try (var second = new Line(server.address())) {
                assertThat(second.send(get("/events")).reply().status())
                        .as("status beyond httpStreamsMax")
                        .isEqualTo(503);
            }
        }
        Awaitility.await("the stream is over").until(stage.streams::isEmpty);
        assertThat(server.streamCount()).isZero();
    }

    @Test
    void whoReadsEventsTooSlowlyIsDroppedAndCostsNoMoreThanItsShare() throws IOException {
        try (var line = new Line(server.address())) {
            line.send(get("/events")).head();
            Awaitility.await().until(() -> !stage.streams.isEmpty());
            var stream = stage.streams.iterator().next();
            byte[] event = new byte[10_000];
            long most = 0;
            int sent = 0;
            while (stream.send(event)) {
                most = Math.max(most, stream.pendingBytes());
                sent++;
            }
            assertThat(sent).isPositive();
            assertThat(most).isLessThanOrEqualTo(HttpSettings.MAX_STREAM_PENDING_BYTES);
        }
        Awaitility.await("the stream is over").until(stage.streams::isEmpty);
        assertThat(server.refusals().get(HttpRefusal.SLOW_WATCHER)).isEqualTo(1);
    }

    @Test
    void aServerThatClosesEndsStreamsAndFinishesWhatIsUnderWay() throws Exception {
        try (var line = new Line(server.address());
                var waiting = new Line(server.address())) {
            line.send(get("/events")).head();
            waiting.send(get("/waits"));
            Awaitility.await().until(() -> !stage.streams.isEmpty());
            var closing = new Thread(server::close);
            closing.start();
            stage.gate.countDown();
            assertThat(waiting.reply().body()).isEqualTo("waited");
            assertThat(line.rest()).contains("hello");
            closing.join(2_000);
            assertThat(closing.isAlive()).as("still closing").isFalse();
        }
        assertThat(stage.streams).isEmpty();
    }

    @Test
    void aPeerOfTheLastCenturyIsServedWithoutChunks() throws IOException {
        try (var line = new Line(server.address())) {
            line.send("GET /parts HTTP/1.0\r\n\r\n");
            assertThat(line.head()).doesNotContain("transfer-encoding").contains("connection: close");
            assertThat(line.rest()).isEqualTo("part 0\npart 1\npart 2\n");
        }
        assertThat(Outlet.date(Instant.parse("2026-11-01T08:09:07Z"))).isEqualTo("Sun, 01 Nov 2026 08:09:07 GMT");
    }

    @Test
    void repliesThatNobodyReadsTakeABoundedRoom() {
        var crowd = new Crowd(stage.settings(1, 1));
        int half = (int) (HttpSettings.MAX_UNREAD_BYTES / 2);

        assertThat(crowd.takeReplyRoom(half)).isTrue();
        assertThat(crowd.takeReplyRoom(half)).isTrue();
        assertThat(crowd.takeReplyRoom(1)).as("room beyond all of it").isFalse();
        crowd.giveReplyRoomBack(half);
        assertThat(crowd.takeReplyRoom(1)).as("room once a peer has read").isTrue();
    }

    @Test
    void pathsThatAreWrittenOutGoBeforeThoseInBraces() {
        var router = new Router.Builder()
                .add(Method.GET, "/a/{x}/c", request -> Reply.text(200, "braces"))
                .add(Method.GET, "/a/b/d", request -> Reply.text(200, "written"))
                .build();

        var found = (Router.Found) router.find(Method.GET, List.of("a", "b", "c"));

        assertThat(found.captured()).containsEntry("x", "b");
        assertThat(router.find(Method.GET, List.of("a", "", "c"))).isEqualTo(new Router.Nothing());
    }
}
