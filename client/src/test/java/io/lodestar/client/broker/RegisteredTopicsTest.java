package io.lodestar.client.broker;

import static io.lodestar.protocol.RequestCode.QUERY_DATA_VERSION;
import static io.lodestar.protocol.RequestCode.REGISTER_BROKER;
import static io.lodestar.protocol.RequestCode.REGISTER_TOPIC;
import static org.assertj.core.api.Assertions.assertThat;

import io.lodestar.client.broker.FakeRemote.Sent;
import io.lodestar.protocol.Release;
import io.lodestar.protocol.ResponseCode;
import io.lodestar.protocol.body.BodyChecksum;
import io.lodestar.protocol.body.DataVersion;
import io.lodestar.protocol.body.RouteBody;
import io.netty.buffer.ByteBufInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a broker tells of itself and its topics. */
class RegisteredTopicsTest {
    private static final String A = "a:9876";
    private static final String B = "b:9876";
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(1_700_000_000_000L), ZoneOffset.UTC);
    private static final Broker MASTER = Broker.master("broker-a", "10.0.0.5:10911");
    private static final RegistrationSettings DEFAULTS = RegistrationSettings.DEFAULTS;

    private final FakeRemote remote = new FakeRemote(A, B);

    @AfterEach
    void nothingIsLeftOpen() {
        assertThat(remote.closed).as("a test closes its registrar").isTrue();
    }

    private BrokerRegistrar start(Broker broker, RegistrationSettings settings, BrokerTopic... topics) {
        return BrokerRegistrar.start(remote, CLOCK, Edition.first(broker, List.of(topics)), settings);
    }

    private static RegistrationOutcome outcome(BrokerRegistrar registrar, String server) {
        return Optional.ofNullable(registrar.outcomes().get(server)).orElseThrow();
    }

    private void pass(long seconds) {
        remote.time.advance(Duration.ofSeconds(seconds));
    }

    @Test
    void aRegistrationCarriesWhatABrokerSends() {
        var broker = MASTER.withHaServerAddress("10.0.0.5:10912").withZone("z").withEpoch(3);
        var topic = BrokerTopic.of("orders", 4).withOrdered(true);
        try (var registrar = start(broker, DEFAULTS.withHeartbeat(Heartbeat.OF_ACTING_MASTERS), topic)) {
            var first = remote.sent(A, REGISTER_BROKER).get(0);

            assertThat(registrar.topics()).containsOnlyKeys("orders");
            assertThat(first.request().fields().values())
                    .containsEntry("clusterName", "DefaultCluster")
                    .containsEntry("brokerName", "broker-a")
                    .containsEntry("brokerId", "0")
                    .containsEntry("brokerAddr", "10.0.0.5:10911")
                    .containsEntry("haServerAddr", "10.0.0.5:10912")
                    .containsEntry("enableActingMaster", "false")
                    .containsEntry("heartbeatTimeoutMillis", "10000")
                    .containsEntry("compressed", "false")
                    .containsEntry(
                            "bodyCrc32",
                            Integer.toString(BodyChecksum.of(first.request().body())))
                    .containsEntry("__ZONE_NAME", "z");
            assertThat(first.topics()).containsExactly("DefaultCluster", "broker-a", "orders");
            assertThat(first.registration().dataVersion()).contains(new DataVersion(3, CLOCK.millis(), 0));
            assertThat(first.registration().topics().get(2).settings().order()).isTrue();
        }
    }

    @Test
    void aDeflatedRegistrationSaysThatItIs() {
        try (var registrar = start(MASTER, DEFAULTS.withCompressed(true), BrokerTopic.of("orders"))) {
            var first = remote.sent(A, REGISTER_BROKER).get(0);

            assertThat(registrar.outcomes()).hasSize(2);
            assertThat(first.field("compressed")).isEqualTo("true");
            assertThat(first.request().body().getByte(0)).as("zlib").isEqualTo((byte) 0x78);
            assertThat(first.topics()).contains("orders");
        }
    }

    @Test
    void aBrokerThatMayNotBeWrittenToRegistersNoWritePermission() {
        try (var registrar = start(MASTER.withPermission(BrokerTopic.READ), DEFAULTS, BrokerTopic.of("orders"))) {
            var first = remote.sent(A, REGISTER_BROKER).get(0).registration().topics();

            assertThat(registrar.topics().get("orders")).isEqualTo(BrokerTopic.of("orders"));
            assertThat(first)
                    .allSatisfy(
                            topic -> assertThat(topic.settings().permission()).isEqualTo(BrokerTopic.READ));
        }
    }

    @Test
    void aNewTopicIsToldAloneToThoseWhoHaveTheBroker() {
        remote.manner(B, FakeRemote.dead());
        try (var registrar = start(MASTER, DEFAULTS, BrokerTopic.of("orders"))) {
            remote.manner(B, FakeRemote.success(Map.of()));
            var told = registrar.putTopics(BrokerTopic.of("bills", 2));

            assertThat(told).isCompletedWithValueMatching(outcomes -> outcomes.size() == 2);
            assertThat(last(A).topics()).containsExactly("bills");
            assertThat(last(A).registration().dataVersion()).contains(new DataVersion(0, CLOCK.millis(), 1));
            assertThat(last(B).topics()).containsExactly("DefaultCluster", "bills", "broker-a", "orders");
            assertThat(registrar.topics()).containsOnlyKeys("bills", "orders");
        }
    }

    @Test
    void aServerThatForgotTheBrokerRefusesTheNewTopicAndHearsOfEverything() {
        try (var registrar = start(MASTER, DEFAULTS, BrokerTopic.of("orders"))) {
            remote.manner(A, (request, answer) -> {
                boolean whole = request.topics().size() > 1;
                FakeRemote.refusal(whole ? ResponseCode.SUCCESS : ResponseCode.SYSTEM_ERROR)
                        .answer(request, answer);
            });
            var told = registrar.putTopics(BrokerTopic.of("bills"));

            assertThat(told.join().get(A)).isInstanceOf(RegistrationOutcome.Registered.class);
            assertThat(last(A).topics()).contains("bills", "orders");
            remote.manner(A, FakeRemote.success(Map.of()));
        }
    }

    @Test
    void anIncrementBringsAllThatItsVersionStandsFor() {
        try (var registrar = start(MASTER, DEFAULTS, BrokerTopic.of("bills"), BrokerTopic.of("orders"))) {
            var once = new AtomicBoolean();
            var twoChangesDuringATurn = registrar.listen(new BrokerListener() {
                @Override
                public void onOutcome(RegistrationOutcome outcome) {
                    if (outcome.nameServer().equals(A) && once.compareAndSet(false, true)) {
                        var unused = registrar.putTopics(BrokerTopic.of("bills", 2));
                        var unusedToo = registrar.putTopics(BrokerTopic.of("orders", 2));
                    }
                }
            });

            assertThat(registrar.register()).isCompleted();

            var newest = remote.sent(A, REGISTER_BROKER).stream()
                    .filter(each ->
                            each.registration().dataVersion().orElseThrow().counter() == 2)
                    .toList();
            assertThat(newest.get(0).topics())
                    .as("a name server takes nothing more of this version for topics that it knows")
                    .contains("bills", "orders");
            twoChangesDuringATurn.close();
        }
    }

    @Test
    void noTopicsAreNoNewsWhicheverWayTheyAreTold() {
        for (var way : TopicChanges.values()) {
            remote.sent.clear();
            try (var registrar = start(MASTER, DEFAULTS.withTopicChanges(way), BrokerTopic.of("orders"))) {
                assertThat(registrar.putTopics())
                        .as("%s", way)
                        .isCompletedWithValueMatching(
                                outcomes -> outcomes.values().stream().allMatch(RegistrationOutcome::isSuccess));
                assertThat(last(A).topics()).as("%s", way).contains("orders");
            }
        }
    }

    @Test
    void topicsAreToldOneByOneWhereThatIsWanted() {
        var settings = DEFAULTS.withTopicChanges(TopicChanges.SINGLE);
        try (var registrar = start(MASTER, settings)) {
            var told = registrar.putTopics(BrokerTopic.of("bills", 2), BrokerTopic.of("orders", 3));

            assertThat(told).isCompleted();
            var singles = remote.sent(A, REGISTER_TOPIC);
            assertThat(singles).extracting(each -> each.field("topic")).containsExactly("bills", "orders");
            var queues = RouteBody.read(singles.get(1).request().body()).queues();
            assertThat(queues).singleElement().satisfies(entry -> {
                assertThat(entry.brokerName()).isEqualTo("broker-a");
                assertThat(entry.writeQueueNums()).isEqualTo(3);
            });
            assertThat(remote.times(A, REGISTER_BROKER)).containsExactly(0L);
        }
    }

    @Test
    void aTopicThatIsRemovedIsMissingFromTheNextRegistration() {
        try (var registrar = start(MASTER, DEFAULTS, BrokerTopic.of("bills"), BrokerTopic.of("orders"))) {
            var told = registrar.removeTopic("bills");

            assertThat(told).isCompleted();
            assertThat(last(A).topics()).containsExactly("DefaultCluster", "broker-a", "orders");
            assertThat(last(A).registration().dataVersion().orElseThrow().counter())
                    .isEqualTo(1);
        }
    }

    @Test
    void aSplitRegistrationGoesInOrderWithOneVersionAndTheMappingsLast() {
        var settings = DEFAULTS.withSplitSize(2);
        try (var registrar = start(MASTER, settings, BrokerTopic.of("a"), BrokerTopic.of("b"), BrokerTopic.of("c"))) {
            remote.sent.clear();
            remote.manner(A, remote.after(Duration.ofMillis(10), FakeRemote.success(Map.of())));
            var told = registrar.putMapping(StaticMapping.of("a", 4, Map.of(0, 0, 1, 1)));
            pass(1);

            assertThat(told).isCompleted();
            var parts = remote.sent(A, REGISTER_BROKER);
            assertThat(parts)
                    .extracting(Sent::topics)
                    .containsExactly(List.of("DefaultCluster", "a"), List.of("b", "broker-a"), List.of("c"));
            assertThat(parts).extracting(Sent::atMillis).containsExactly(0L, 10L, 20L);
            assertThat(new HashSet<>(parts.stream()
                            .map(part -> part.registration().dataVersion())
                            .toList()))
                    .hasSize(1);
            assertThat(parts.get(0).registration().mappings()).isEmpty();
            assertThat(parts.get(2).registration().mappings()).containsOnlyKeys("a");
        }
    }

    @Test
    void aSplitRegistrationStopsWhereItIsRefused() {
        remote.manner(A, FakeRemote.refusal(ResponseCode.NO_PERMISSION));
        try (var registrar = start(MASTER, DEFAULTS.withSplitSize(2), BrokerTopic.of("a"), BrokerTopic.of("b"))) {
            assertThat(remote.sent(A, REGISTER_BROKER)).hasSize(1);
            assertThat(outcome(registrar, A)).isInstanceOfSatisfying(RegistrationOutcome.Refused.class, refused -> {
                assertThat(refused.code()).isEqualTo(16);
                assertThat(refused.remark()).isEqualTo("as the test wants it");
            });
            pass(29);
            assertThat(remote.sent(A, REGISTER_BROKER))
                    .as("a refusal is not for now only")
                    .hasSize(1);
        }
    }

    @Test
    void aServerIsAskedForItsReleaseAndOneBefore50GetsOneLetterThatItReads() {
        remote.manner(A, FakeRemote.as(Release.V4_9_4, (request, answer) -> {
            boolean readable = request.code() != REGISTER_BROKER
                    || (request.request().body().getByte(0) == 0x78 && inflates(request, Release.V4_9_4));
            FakeRemote.refusal(readable ? ResponseCode.SUCCESS : ResponseCode.SYSTEM_ERROR)
                    .answer(request, answer);
        }));
        var settings = DEFAULTS.withCompressed(true).withSplitSize(2).withTopicChanges(TopicChanges.SINGLE);
        try (var registrar = start(MASTER, settings, BrokerTopic.of("a"), BrokerTopic.of("b"))) {
            assertThat(outcome(registrar, A).isSuccess()).isTrue();
            assertThat(remote.sent(A, QUERY_DATA_VERSION)).hasSize(1);
            assertThat(remote.sent(A, REGISTER_BROKER)).hasSize(1);
            assertThat(last(A).registration(Release.V4_9_4).topics()).hasSize(4);
            assertThat(remote.sent(B, REGISTER_BROKER))
                    .as("another server, another form")
                    .hasSize(2);

            assertThat(registrar.putTopics(BrokerTopic.of("c"))).isCompleted();

            assertThat(remote.sent(A, REGISTER_TOPIC)).as("unknown to it").isEmpty();
            assertThat(remote.sent(B, REGISTER_TOPIC)).hasSize(1);
            assertThat(last(A).registration(Release.V4_9_4).topics()).hasSize(1);
        }
    }

    /** A stream for newer servers goes on with static mappings, and its lines have one more part, which older ones do not read. */
    private static boolean inflates(Sent request, int release) {
        try (var stream =
                new InflaterInputStream(new ByteBufInputStream(request.request().body()))) {
            var inflated = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return release >= Release.V5_0_0 || !inflated.contains("SINGLE_TAG {}");
        } catch (IOException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }

    private Sent last(String server) {
        var all = remote.sent(server, REGISTER_BROKER);
        return all.get(all.size() - 1);
    }
}
