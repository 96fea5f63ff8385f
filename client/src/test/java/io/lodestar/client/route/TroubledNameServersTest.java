package io.lodestar.client.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lodestar.client.ClientSettings;
import io.lodestar.client.ManualScheduler;
import io.lodestar.client.ScriptedServer;
import io.lodestar.client.TopicRoute;
import io.lodestar.client.remote.Remote;
import io.lodestar.protocol.RequestCode;
import io.lodestar.protocol.ResponseCode;
import io.lodestar.protocol.json.JsonDialect;
import io.netty.buffer.Unpooled;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetector.Level;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Ten thousand topics, and three name servers of which one is well: nobody waits too long, nothing fails, and nothing comes in a rush. */
@SuppressWarnings("SystemOut") // the figures that docs/discovery.md shows
class TroubledNameServersTest {
    private static final int TOPICS = 10_000;
    private static final Duration SLOWNESS = Duration.ofMillis(1500);
    private static final Duration PERIOD = Duration.ofSeconds(6);
    /** Twice the usual, for machines that are busy with other tests. */
    private static final Duration TIMEOUT = Duration.ofSeconds(6);

    /** By how much a timer may be late. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    /** To record each step of each buffer takes longer than all else; other tests look for leaks. */
    @BeforeAll
    static void count() {
        ResourceLeakDetector.setLevel(Level.SIMPLE);
    }

    @AfterAll
    static void countNoMore() {
        ResourceLeakDetector.setLevel(Level.PARANOID);
    }

    private final List<AutoCloseable> open = new ArrayList<>();
    private final Map<Long, LongAdder> perSecond = new ConcurrentHashMap<>();

    @AfterEach
    void close() throws Exception {
        for (var each : open) {
            each.close();
        }
    }

    private ScriptedServer started(ScriptedServer.Script script) throws BindException {
        var server = ScriptedServer.start(script);
        open.add(server);
        return server;
    }

    private ScriptedServer well() throws BindException {
        return started((from, request) -> {
            perSecond
                    .computeIfAbsent(System.nanoTime() / 1_000_000_000L, second -> new LongAdder())
                    .increment();
            answerRoute().onRequest(from, request);
        });
    }

    private static ScriptedServer.Script answerRoute() {
        return (from, request) -> {
            if (request.header().code() != RequestCode.GET_ROUTE_INFO.code()) {
                ScriptedServer.answer(
                        from, request, ResponseCode.REQUEST_CODE_NOT_SUPPORTED, "", Unpooled.EMPTY_BUFFER);
                return;
            }
            var body = Unpooled.buffer();
            FakeNameServers.body("broker-a", 4, 6).writeTo(body, JsonDialect.STANDARD);
            ScriptedServer.answer(from, request, ResponseCode.SUCCESS, "", body);
        };
    }

    private ScriptedServer slow() throws BindException {
        var server = started(ScriptedServer.silence());
        server.then((from, request) -> {
            var unused = server.loops().schedule(() -> answerRoute().onRequest(from, request), SLOWNESS);
        });
        return server;
    }

    /** Returns where connections are neither accepted nor refused, as if a firewall dropped the packets. */
    private String unroutable() throws IOException {
        var full = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        open.add(full);
        for (int i = 0; i < 4; i++) { // more than wait to be accepted
            var socket = new Socket();
            open.add(socket);
            try {
                socket.connect(full.getLocalSocketAddress(), 100);
            } catch (SocketTimeoutException notAccepted) {
                return "127.0.0.1:" + full.getLocalPort();
            }
        }
        throw new AssertionError("the system accepts connections without end");
    }

    /** Seeds by which a client of three name servers begins with the first, the second, and the third of them. */
    private static List<Long> seeds() {
        var seeds = new ArrayList<Long>();
        for (int place = 0; place < 3; place++) {
            for (long seed = 0; seeds.size() == place; seed++) {
                var choice = new ServerChoice(new ManualScheduler(), new SplittableRandom(seed));
                choice.update(List.of("0", "1", "2"));
                if (choice.first().equals(Optional.of(String.valueOf(place)))) {
                    seeds.add(seed);
                }
            }
        }
        return seeds;
    }

    private static RouteClient client(String servers, long seed, RouteSettings settings) {
        return new RouteClient(
                Remote.open(ClientSettings.of(servers).withRequestTimeout(TIMEOUT)),
                settings,
                new SplittableRandom(seed));
    }

    /** Returns the longest that a look-up took. */
    private static Duration findAll(RouteClient client) {
        var slowest = new AtomicLong();
        var all = IntStream.range(0, TOPICS)
                .mapToObj(i -> {
                    long start = System.nanoTime();
                    return client.find("topic-" + i).thenApply(route -> {
                        slowest.accumulateAndGet(System.nanoTime() - start, Math::max);
                        return route.orElseThrow();
                    });
                })
                .toList();
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
        assertThat(all).extracting(found -> found.join().topic()).doesNotHaveDuplicates();
        return Duration.ofNanos(slowest.get());
    }

    @Test
    void noLookUpFailsOrWaitsWhicheverComesFirst() throws IOException {
        var silent = started(ScriptedServer.silence()).address();
        var servers = silent + ";" + slow().address() + ";" + well().address();

        for (long seed : seeds()) {
            try (var client = client(servers, seed, RouteSettings.DEFAULT)) {
                var slowest = findAll(client);

                System.out.println("slowest of 10000 look-ups with a silent name server: " + slowest);
                assertThat(slowest).isLessThan(TIMEOUT.plus(GRACE));
            }
        }
    }

    @Test
    void aNameServerThatNoPacketReachesCostsNoMore() throws IOException {
        var servers = unroutable() + ";" + slow().address() + ";" + well().address();

        try (var client = client(servers, seeds().get(0), RouteSettings.DEFAULT)) {
            assertThat(findAll(client)).isLessThan(TIMEOUT.plus(GRACE));
        }
    }

    @Test
    void refreshesAreSpreadOverThePeriod() throws IOException {
        var silent = started(ScriptedServer.silence()).address();
        var well = well();
        var servers = silent + ";" + slow().address() + ";" + well.address();

        try (var client = client(servers, seeds().get(0), RouteSettings.DEFAULT.withRefreshPeriod(PERIOD))) {
            findAll(client);
            perSecond.clear();
            await().pollDelay(PERIOD).atMost(PERIOD.multipliedBy(3)).until(() -> refreshes() >= TOPICS);
        }

        long largest =
                perSecond.values().stream().mapToLong(LongAdder::sum).max().orElse(0);
        System.out.println("largest burst: " + largest + " refreshes in a second, of " + TOPICS + " topics every "
                + PERIOD.toSeconds() + " s");
        assertThat(largest).isLessThan(2L * TOPICS / PERIOD.toSeconds() + 100);
    }

    private long refreshes() {
        return perSecond.values().stream().mapToLong(LongAdder::sum).sum();
    }

    @Test
    void routesStayInUseThroughARestartOfTheOnlyNameServer() throws IOException {
        var server = ScriptedServer.start(answerRoute());
        var address = server.address();
        try (var client = client(address, 1, RouteSettings.DEFAULT.withRefreshPeriod(Duration.ofMillis(200)))) {
            Optional<TopicRoute> found = client.fetch("orders");

            server.close();
            assertThat(client.refresh("orders")).failsWithin(Duration.ofSeconds(10));
            assertThat(client.fetch("orders")).isEqualTo(found);

            open.add(server = ScriptedServer.startAt(address, answerRoute()));
            var again = server;
            await().until(() -> again.askedAbout(RequestCode.GET_ROUTE_INFO) > 0);
        }
        await().untilAsserted(() ->
                assertThat(((ScriptedServer) open.get(0)).connectionCount()).isZero());
    }
}
