package io.lodestar.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lodestar.protocol.ExtFields;
import io.lodestar.protocol.Frame;
import io.lodestar.protocol.HeaderEncoding;
import io.lodestar.protocol.Release;
import io.lodestar.protocol.RequestCode;
import io.lodestar.protocol.ResponseCode;
import io.lodestar.protocol.body.ChangedRoutesBody;
import io.lodestar.protocol.body.ServerStateBody;
import io.lodestar.protocol.body.WatchedTopicsBody;
import io.lodestar.protocol.header.RouteVersion;
import io.lodestar.protocol.header.WatchRoutesRequest;
import io.lodestar.protocol.header.WatchRoutesRequest.Scope;
import io.lodestar.protocol.header.WatchRoutesResponse;
import io.lodestar.server.config.Key;
import io.lodestar.server.config.LimitKeys;
import io.lodestar.server.config.Settings;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connections that watch routes, over real sockets. */
class WatchTest {
    private static final Logger LOG = LoggerFactory.getLogger(WatchTest.class);

    private NameServer server;
    private FakeBroker broker;

    @BeforeEach
    void start() throws StartException {
        start(Settings.inMemory());
    }

    private void start(Settings settings) throws StartException {
        server = NameServer.start(settings);
        broker = new FakeBroker(new Peer(server.address()), "C", "a", 0);
    }

    @AfterEach
    void stop() {
        broker.close();
        server.close();
    }

    private <T> void restart(Key<T> key, T value) throws StartException {
        stop();
        start(Settings.inMemory().with(key, value));
    }

    private static Frame ask(Peer peer, Scope scope, Optional<RouteVersion> since, String... topics) {
        ByteBuf body = Unpooled.buffer();
        new WatchedTopicsBody(List.of(topics), List.of()).writeTo(body);
        return peer.ask(RequestCode.WATCH_ROUTES, new WatchRoutesRequest(scope, since).toFields(), body);
    }

    private static RouteVersion watch(Peer peer, String... topics) {
        return version(ask(peer, Scope.NAMED, Optional.empty(), topics));
    }

    private static RouteVersion version(Frame answer) {
        assertThat(answer.header().code()).as(answer.header().remark()).isEqualTo(ResponseCode.SUCCESS.code());
        return WatchRoutesResponse.from(answer.header().fields()).version().orElseThrow();
    }

    private static List<String> told(Peer peer) {
        var push = peer.read();
        assertThat(push.header().code()).isEqualTo(RequestCode.ROUTES_CHANGED.code());
        assertThat(push.header().isOneWay()).isTrue();
        assertThat(RouteVersion.from(push.header().fields())).isPresent();
        var changed = ChangedRoutesBody.read(push.body());
        return changed.all() ? List.of("all") : changed.topics();
    }

    private ServerStateBody.Counts counts() {
        try (var peer = new Peer(server.address())) {
            var answer = peer.ask(RequestCode.GET_SERVER_STATE, Map.of());
            return ServerStateBody.read(answer.body()).counts();
        }
    }

    @Test
    void whoWatchesIsToldInItsOwnEncoding() {
        for (var encoding : HeaderEncoding.values()) {
            try (var peer = new Peer(server.address()).speaking(encoding, Release.SELF)) {
                watch(peer, "T-" + encoding, "other");

                broker.register("T-" + encoding, "unwatched-" + encoding);

                assertThat(told(peer)).as("%s", encoding).containsExactly("T-" + encoding);
            }
        }
    }

    @Test
    void aBrokerThatDiesIsToldToAllWhoWatchItsTopics() {
        broker.register("T", "U");
        try (var one = new Peer(server.address());
                var other = new Peer(server.address())) {
            watch(one, "T");
            watch(other, "U", "absent");

            broker.close();

            assertThat(told(one)).containsExactly("T");
            assertThat(told(other)).containsExactly("U");
        }
    }

    @Test
    void whatPeopleDecideIsTold() {
        broker.register("T", "U");
        try (var peer = new Peer(server.address());
                var admin = new Peer(server.address())) {
            watch(peer, "T");

            admin.ask(RequestCode.WIPE_WRITE_PERMISSION, Map.of("brokerName", "a"));
            assertThat(told(peer)).as("a drain").containsExactly("T");

            ByteBuf on = Unpooled.copiedBuffer("orderMessageEnable=true", StandardCharsets.UTF_8);
            admin.ask(RequestCode.UPDATE_CONFIG, ExtFields.EMPTY, on);
            assertThat(told(peer)).as("a key that changes answers").containsExactly("T");

            admin.ask(RequestCode.PUT_KV_CONFIG, Map.of("namespace", "ORDER_TOPIC_CONFIG", "key", "T", "value", "a:4"));
            assertThat(told(peer)).as("order configuration").containsExactly("T");

            admin.ask(RequestCode.DELETE_TOPIC, Map.of("topic", "T"));
            assertThat(told(peer)).as("a deletion").containsExactly("T");
        }
    }

    @Test
    void whoLostItsConnectionIsToldWhatItMissed() {
        broker.register("T", "U");
        RouteVersion known;
        try (var peer = new Peer(server.address())) {
            known = watch(peer, "T", "U");
        }
        await().until(() -> counts().watchers() == 0);
        broker.register("T", "U", "V");
        try (var admin = new Peer(server.address())) {
            admin.ask(RequestCode.DELETE_TOPIC, Map.of("topic", "U"));
        }

        await().untilAsserted(() -> {
            try (var again = new Peer(server.address())) {
                var answer = ask(again, Scope.NAMED, Optional.of(known), "T", "U");
                assertThat(ChangedRoutesBody.read(answer.body())).isEqualTo(new ChangedRoutesBody(false, List.of("U")));
            }
        });
    }

    @Test
    void whoWatchesAllIsToldOfEachTopic() {
        try (var peer = new Peer(server.address())) {
            version(ask(peer, Scope.ALL, Optional.empty()));

            broker.register("T", "U");
            assertThat(told(peer)).containsExactlyInAnyOrder("T", "U");

            version(ask(peer, Scope.NONE, Optional.empty()));
            broker.register("T", "U", "V");
            assertThat(counts().watchers()).isZero();
        }
    }

    @Test
    void aOneWayFarewellEndsTheWatch() {
        try (var peer = new Peer(server.address())) {
            watch(peer, "T");
            assertThat(counts().watchers()).isOne();

            peer.tell(RequestCode.WATCH_ROUTES, new WatchRoutesRequest(Scope.NONE, Optional.empty()).toFields());

            await().untilAsserted(() -> assertThat(counts().watchers()).isZero());
        }
    }

    @Test
    void theAnswerSaysHowManyTopicsAreWatched() {
        try (var peer = new Peer(server.address())) {
            watch(peer, "T", "U");
            var answer = ask(peer, Scope.NAMED, Optional.empty());

            assertThat(WatchRoutesResponse.from(answer.header().fields()).watched())
                    .contains(2L);
        }
    }

    @Test
    void tooManyTopicsAreRefusedAndTheConnectionGoesOn() throws StartException {
        restart(LimitKeys.WATCH_TOPICS_PER_CONNECTION_MAX, 2);
        try (var peer = new Peer(server.address())) {
            watch(peer, "T", "U");

            var beyond = ask(peer, Scope.NAMED, Optional.empty(), "V");
            var far = ask(peer, Scope.NAMED, Optional.empty(), "V", "W", "X");

            assertThat(beyond.header().code()).isEqualTo(ResponseCode.SYSTEM_ERROR.code());
            assertThat(beyond.header().remark()).contains("watchTopicsPerConnectionMax=2");
            assertThat(far.header().remark()).contains("more than 2 topics");
            broker.register("T", "V");
            assertThat(told(peer)).containsExactly("T");
        }
    }

    @Test
    void aServerWithoutAWatchSaysSo() throws StartException {
        restart(LimitKeys.WATCH_CONNECTIONS_MAX, 0);
        try (var peer = new Peer(server.address())) {
            var answer = ask(peer, Scope.NAMED, Optional.empty(), "T");

            assertThat(answer.header().code()).isEqualTo(ResponseCode.REQUEST_CODE_NOT_SUPPORTED.code());
        }
    }

    /** The figures of docs/watch.md: ten thousand watched topics, a thousand connections, one change of all their routes. */
    @Test
    void aThousandAreToldOfTenThousandTopicsAtOnce() {
        var topics =
                IntStream.range(0, 10_000).mapToObj(number -> "topic-" + number).toArray(String[]::new);
        broker.register(topics);
        var slave = new FakeBroker(new Peer(server.address()), "C", "a", 1);
        var peers = new ArrayList<Peer>();
        try (slave) {
            for (int i = 0; i < 1_000; i++) {
                var peer = new Peer(server.address());
                peers.add(peer);
                watch(peer, Stream.of(topics).skip(10L * i).limit(10).toArray(String[]::new));
            }
            var all = new ArrayList<Duration>();
            for (int round = 0; round < 5; round++) {
                all.add(tell(slave, peers));
            }
            LOG.info("A change of all topics was told to 1000 connections that watch 10 000 of them after {}", all);
            assertThat(all).allMatch(taken -> taken.compareTo(Duration.ofSeconds(5)) < 0);
        } finally {
            peers.forEach(Peer::close);
        }
    }

    /** Returns how long it takes until all have read of one broker that comes or goes, and so of another route of all topics. */
    private static Duration tell(FakeBroker slave, List<Peer> peers) {
        boolean away = slave.unregister().header().remark().contains("not registered");
        if (!away) {
            peers.forEach(peer -> assertThat(told(peer)).hasSize(10));
        }
        long begin = System.nanoTime();
        slave.register("a", "b");
        peers.forEach(peer -> assertThat(told(peer)).hasSize(10));
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
