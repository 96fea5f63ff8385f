package io.lodestar.client.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lodestar.client.ClientSettings;
import io.lodestar.client.ScriptedServer;
import io.lodestar.protocol.ExtFields;
import io.lodestar.protocol.Frame;
import io.lodestar.protocol.RequestCode;
import io.lodestar.protocol.ResponseCode;
import io.lodestar.protocol.body.ChangedRoutesBody;
import io.lodestar.protocol.body.RouteBody;
import io.lodestar.protocol.body.WatchedTopicsBody;
import io.lodestar.protocol.header.RouteVersion;
import io.lodestar.protocol.header.WatchRoutesRequest;
import io.lodestar.protocol.json.JsonDialect;
import io.lodestar.transport.Connection;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.net.BindException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a client does with a name server that tells of changes; over sockets, with a refresh that is too far away to be of help. */
class RouteWatchTest {
    private static final RouteSettings SELDOM = RouteSettings.DEFAULT.withRefreshPeriod(Duration.ofMinutes(10));

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    /** A name server that tells of changes when the test makes it. */
    private static final class TellingServer implements AutoCloseable {
        private final Map<String, RouteBody> routes = new ConcurrentHashMap<>();
        private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();
        private final ScriptedServer server;
        private volatile RouteVersion version = new RouteVersion(0xabc, 1);
        private volatile ChangedRoutesBody onResume = ChangedRoutesBody.NONE;
        private volatile boolean telling = true;

        /** What a client wants to be told of. */
        private record Asked(Optional<RouteVersion> since, WatchedTopicsBody topics) {}

        TellingServer() throws BindException {
            this.server = ScriptedServer.start(this::onRequest);
        }

        private void onRequest(Connection from, Frame request) {
            var code = request.header().code();
            if (code == RequestCode.GET_ROUTE_INFO.code()) {
                route(from, request);
            } else if (telling && code == RequestCode.WATCH_ROUTES.code()) {
                var since = WatchRoutesRequest.from(request.header().fields()).since();
                asked.add(new Asked(since, WatchedTopicsBody.read(request.body(), 5000)));
                var body = Unpooled.buffer();
                (since.isPresent() ? onResume : ChangedRoutesBody.ALL).writeTo(body);
                var header = request.header().answer(ResponseCode.SUCCESS, "", version.toFields());
                from.send(new Frame(request.encoding(), header, body));
            } else {
                ScriptedServer.answer(
                        from, request, ResponseCode.REQUEST_CODE_NOT_SUPPORTED, "", Unpooled.EMPTY_BUFFER);
            }
        }

        private void route(Connection from, Frame request) {
            var topic = request.header().fields().text("topic").orElse("");
            var body = Unpooled.buffer();
            Optional.ofNullable(routes.get(topic)).ifPresent(route -> route.writeTo(body, JsonDialect.STANDARD));
            var outcome = body.isReadable() ? ResponseCode.SUCCESS : ResponseCode.TOPIC_NOT_EXIST;
            ScriptedServer.answer(from, request, outcome, "", body);
        }

        void route(String topic, String brokerName) {
            routes.put(topic, FakeNameServers.body(brokerName, 4, 6));
        }

        void tell(ChangedRoutesBody changes) {
            version = new RouteVersion(version.epoch(), version.number() + 1);
            var body = Unpooled.buffer();
            changes.writeTo(body);
            server.push(RequestCode.ROUTES_CHANGED, version.toFields(), ByteBufUtil.getBytes(body));
        }

        void awaitWatched(String topic) {
            await().until(() ->
                    asked.stream().anyMatch(each -> each.topics().add().contains(topic)));
        }

        /** Waits until the route was asked for after it was watched, too: whatever comes then came by a push. */
        void awaitQuiet(String topic) {
            awaitWatched(topic);
            await().until(() -> queries(topic) >= 2);
        }

        long queries(String topic) {
            return server.asked().stream()
                    .filter(header -> header.fields().text("topic").equals(Optional.of(topic)))
                    .count();
        }

        @Override
        public void close() {
            server.close();
        }
    }

    private TellingServer telling() throws BindException {
        var server = new TellingServer();
        open.add(server);
        return server;
    }

    private RouteClient client(String servers, RouteSettings settings) {
        var client = RouteClient.open(ClientSettings.of(servers).withRequestTimeout(Duration.ofSeconds(10)), settings);
        open.add(client);
        return client;
    }

    private static void awaitBroker(RouteClient client, String topic, String brokerName) {
        await().untilAsserted(() ->
                assertThat(FakeNameServers.brokerOf(client.route(topic))).isEqualTo(brokerName));
    }

    @Test
    void aChangeThatIsToldIsAskedForAtOnce() throws BindException {
        var server = telling();
        server.route("orders", "broker-a");
        var client = client(server.server.address(), SELDOM);
        var unused = client.fetch("orders");
        server.awaitQuiet("orders");

        server.route("orders", "broker-b");
        server.tell(new ChangedRoutesBody(false, List.of("orders", "unheard-of")));

        awaitBroker(client, "orders", "broker-b");
        assertThat(server.queries("unheard-of")).isZero();
    }

    @Test
    void aTopicWithoutARouteIsHeardOfWhenItGetsOne() throws BindException {
        var server = telling();
        var client = client(server.server.address(), SELDOM);
        assertThat(client.fetch("orders")).isEmpty();
        server.awaitQuiet("orders");

        server.route("orders", "broker-a");
        server.tell(new ChangedRoutesBody(false, List.of("orders")));

        awaitBroker(client, "orders", "broker-a");
    }

    @Test
    void whenAllMayHaveChangedAllAreAskedFor() throws BindException {
        var server = telling();
        var client = client(server.server.address(), SELDOM);
        for (int i = 0; i < 50; i++) {
            server.route("topic-" + i, "broker-a");
            var unused = client.fetch("topic-" + i);
        }
        for (int i = 0; i < 50; i++) {
            server.awaitQuiet("topic-" + i);
            server.route("topic-" + i, "broker-b");
        }

        server.tell(ChangedRoutesBody.ALL);

        for (int i = 0; i < 50; i++) {
            awaitBroker(client, "topic-" + i, "broker-b");
        }
    }

    @Test
    void afterALostConnectionTheWatchGoesOnWhereItWas() throws BindException {
        var server = telling();
        server.route("orders", "broker-a");
        server.route("payments", "broker-a");
        var client = client(server.server.address(), SELDOM);
        var unused = client.fetch("orders");
        var unusedToo = client.fetch("payments");
        server.awaitQuiet("orders");
        server.awaitQuiet("payments");
        server.tell(new ChangedRoutesBody(false, List.of("payments")));
        await().until(() -> server.queries("payments") >= 3);
        long paymentQueries = server.queries("payments");
        server.asked.clear();

        server.route("orders", "broker-b");
        server.onResume = new ChangedRoutesBody(false, List.of("orders"));
        server.server.dropConnections();

        awaitBroker(client, "orders", "broker-b");
        assertThat(server.asked).singleElement().satisfies(resumed -> {
            assertThat(resumed.since()).contains(server.version);
            assertThat(resumed.topics().add()).containsExactlyInAnyOrder("orders", "payments");
        });
        assertThat(server.queries("payments")).isEqualTo(paymentQueries);
    }

    @Test
    void aNameServerThatTellsNothingIsAskedEachPeriodAndNotToTellAgain() throws BindException {
        var server = telling();
        server.telling = false;
        server.route("orders", "broker-a");
        var client = client(server.server.address(), SELDOM.withRefreshPeriod(Duration.ofMillis(100)));
        var unused = client.fetch("orders");

        server.route("orders", "broker-b");

        awaitBroker(client, "orders", "broker-b");
        await().until(() -> server.queries("orders") >= 10);
        assertThat(server.server.askedAbout(RequestCode.WATCH_ROUTES)).isEqualTo(1);
    }

    @Test
    void theWatchMovesToTheNameServerThatIsAskedFirst() throws BindException {
        var one = telling();
        var other = telling();
        List.of(one, other).forEach(server -> server.route("orders", "broker-a"));
        var client = client(one.server.address() + ";" + other.server.address(), SELDOM);
        var unused = client.fetch("orders");
        await().until(() -> !one.asked.isEmpty() || !other.asked.isEmpty());
        var first = one.asked.isEmpty() ? other : one;
        var second = one.asked.isEmpty() ? one : other;

        second.route("orders", "broker-b");
        first.close();

        second.awaitWatched("orders");
        awaitBroker(client, "orders", "broker-b");
        assertThat(second.asked.element().since())
                .as("versions of another name server")
                .isEmpty();
    }

    @Test
    void whatNobodyWantsIsWatchedNoMore() throws BindException {
        var server = telling();
        server.route("orders", "broker-a");
        var settings = SELDOM.withRefreshPeriod(Duration.ofMillis(100)).withIdleLimit(Duration.ofMillis(100));
        var unused = client(server.server.address(), settings).fetch("orders");
        server.awaitWatched("orders");

        await().until(() ->
                server.asked.stream().anyMatch(each -> each.topics().drop().contains("orders")));
    }

    @Test
    void nothingIsWatchedWithoutBeingWanted() throws BindException {
        var server = telling();
        server.route("orders", "broker-a");
        var client = client(
                server.server.address(),
                SELDOM.withRefreshPeriod(Duration.ofMillis(100)).withoutWatch());
        var unused = client.fetch("orders");

        await().until(() -> server.queries("orders") >= 5);

        assertThat(server.asked).isEmpty();
    }

    @Test
    void aPushThatMakesNoSenseCountsAsAChangeOfAll() throws BindException {
        var server = telling();
        server.route("orders", "broker-a");
        var client = client(server.server.address(), SELDOM);
        var unused = client.fetch("orders");
        server.awaitQuiet("orders");

        server.route("orders", "broker-b");
        server.server.push(RequestCode.ROUTES_CHANGED, ExtFields.ABSENT, new byte[] {'['});

        awaitBroker(client, "orders", "broker-b");
    }

    @Test
    void aNameServerThatSaidNothingForAMomentKeepsTheWatch() throws BindException {
        var one = telling();
        var other = telling();
        List.of(one, other).forEach(server -> server.route("orders", "broker-a"));
        var client = client(one.server.address() + ";" + other.server.address(), SELDOM);
        var unused = client.fetch("orders");
        await().until(() -> !one.asked.isEmpty() || !other.asked.isEmpty());
        var first = one.asked.isEmpty() ? other : one;
        var second = one.asked.isEmpty() ? one : other;
        first.awaitQuiet("orders");

        first.server.then(ScriptedServer.silence());
        assertThat(client.refresh("orders")).succeedsWithin(Duration.ofSeconds(5));
        first.server.then(first::onRequest);
        first.route("orders", "broker-b");
        first.tell(new ChangedRoutesBody(false, List.of("orders")));

        awaitBroker(client, "orders", "broker-b");
        assertThat(second.asked).as("what the other was asked to tell").isEmpty();
    }

    @Test
    void whatIsResumedInPartsIsResumedFromWhereItWasAllKnown() throws BindException {
        var server = telling();
        var client = client(server.server.address(), SELDOM);
        for (int i = 0; i < 2_500; i++) {
            var unused = client.find("topic-" + i);
        }
        await().until(() -> watched(server) >= 2_500);
        await().until(() -> server.queries("topic-2499") >= 2);
        var known = server.version;
        server.asked.clear();

        server.version = new RouteVersion(known.epoch(), known.number() + 100);
        server.server.dropConnections();

        await().until(() -> watched(server) >= 2_500);
        assertThat(server.asked)
                .hasSizeGreaterThan(1)
                .allSatisfy(part -> assertThat(part.since()).contains(known));
    }

    private static long watched(TellingServer server) {
        return server.asked.stream()
                .flatMap(each -> each.topics().add().stream())
                .distinct()
                .count();
    }

    @Test
    void aNameServerThatClosesEachConnectionIsNotDialledWithoutPause() throws BindException {
        var server = telling();
        server.route("orders", "broker-a");
        server.server.then((from, request) -> {
            if (request.header().code() == RequestCode.WATCH_ROUTES.code()) {
                from.close();
            } else {
                server.onRequest(from, request);
            }
        });
        var unused = client(server.server.address(), SELDOM).fetch("orders");

        await().pollDelay(Duration.ofSeconds(2)).until(() -> server.server.askedAbout(RequestCode.WATCH_ROUTES) > 0);

        assertThat(server.server.askedAbout(RequestCode.WATCH_ROUTES)).isLessThan(8);
    }

    @Test
    void aNameServerThatIsBusyIsAskedToTellAgainSoon() throws BindException {
        var server = telling();
        server.route("orders", "broker-a");
        server.server.then((from, request) -> {
            if (request.header().code() == RequestCode.WATCH_ROUTES.code()) {
                server.server.then(server::onRequest);
                ScriptedServer.answer(from, request, ResponseCode.SYSTEM_BUSY, "", Unpooled.EMPTY_BUFFER);
            } else {
                server.onRequest(from, request);
            }
        });
        var unused = client(server.server.address(), SELDOM).fetch("orders");

        server.awaitWatched("orders");
    }
}
