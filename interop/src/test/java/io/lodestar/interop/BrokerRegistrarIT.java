package io.lodestar.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.lodestar.client.ClientSettings;
import io.lodestar.client.broker.Broker;
import io.lodestar.client.broker.BrokerTopic;
import io.lodestar.client.broker.Heartbeat;
import io.lodestar.client.broker.RegistrationOutcome;
import io.lodestar.client.broker.RegistrationSettings;
import io.lodestar.client.broker.StaticMapping;
import io.lodestar.client.broker.TopicChanges;
import io.lodestar.testkit.FakeBroker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Made-up brokers register with Apache's name servers of two ages and with ours, and mqadmin sees the same at all three. */
@ExtendWith(OnStage.class)
@Execution(ExecutionMode.CONCURRENT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BrokerRegistrarIT {
    private static final RegistrationSettings DEFAULTS = RegistrationSettings.DEFAULTS;
    private static final Map<String, String> KEYS =
            Map.of("notifyMinBrokerIdChanged", "true", "orderMessageEnable", "true");

    private final NameServerProcess ours;
    private final NameServerProcess newer;
    private final NameServerProcess older;
    private final MqAdmin admin;
    private final ClientSettings client;
    private final FakeBroker master;
    private final FakeBroker slave;

    BrokerRegistrarIT(Scene scene) {
        ours = scene.nameServer(NameServerProgram.underTest(), KEYS);
        newer = scene.nameServer(NameServerProgram.APACHE, KEYS);
        older = scene.nameServer(NameServerProgram.APACHE_4_9_7, KEYS);
        admin = scene.admin(ours.address() + ";" + newer.address() + ";" + older.address());
        client = ClientSettings.of(
                String.join(";", servers().map(NameServerProcess::address).toList()));
        assertThat(admin.run("updateOrderConf", "-m", "put", "-t", "ordered", "-v", "group-a:2"))
                .contains("success");
        var topics = List.of(
                BrokerTopic.of("plain", 4),
                BrokerTopic.of("ordered", 2),
                BrokerTopic.of("mapped", 2),
                BrokerTopic.of("lopsided").withQueues(3, 5).withPermission(BrokerTopic.READ));
        master = FakeBroker.start(client, broker -> inGroup(broker, "group-a"), DEFAULTS, topics);
        slave = FakeBroker.start(client, broker -> inGroup(broker, "group-a").withId(1), DEFAULTS, topics);
        var mapped = master.registrar().putMapping(StaticMapping.of("mapped", 4, Map.of(0, 0, 2, 1)));
        assertThat(mapped.join().values()).hasSize(3).allMatch(RegistrationOutcome::isSuccess);
    }

    private static Broker inGroup(Broker broker, String name) {
        return Broker.master(name, broker.address())
                .withCluster("made-up")
                .withHaServerAddress("127.0.0.1:1")
                .withActingMaster(Optional.of(true));
    }

    @AfterAll
    void leave() {
        slave.close();
        master.close();
    }

    private Stream<NameServerProcess> servers() {
        return Stream.of(ours, newer, older);
    }

    @Execution(ExecutionMode.SAME_THREAD)
    @ParameterizedTest(name = "mqadmin {0}")
    @ValueSource(
            strings = {
                "clusterList",
                "topicList",
                "topicRoute -t plain",
                "topicRoute -t ordered",
                "topicRoute -t mapped",
                "topicRoute -t lopsided"
            })
    void mqadminSeesTheSameAtOursAndTheNewer(String command) {
        assertThat(printed(command, ours)).isNotEmpty().isEqualTo(printed(command, newer));
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void theOlderHasTheSameBrokersAndTopics() {
        assertThat(printed("clusterList", older)).isEqualTo(printed("clusterList", ours));
        assertThat(printed("topicList", older)).isEqualTo(printed("topicList", ours));
        Stream.of("plain", "ordered", "mapped", "lopsided").forEach(topic -> {
            var there = older.routes().find(topic).orElseThrow();
            var here = ours.routes().find(topic).orElseThrow();
            assertThat(there.addresses()).isEqualTo(here.addresses());
            assertThat(there.permissions()).isEqualTo(here.permissions());
            assertThat(there.writeQueues()).isEqualTo(here.writeQueues());
            assertThat(there.order()).isEqualTo(here.order());
        });
    }

    private List<String> printed(String command, NameServerProcess server) {
        var words = List.of(command.split(" "));
        var options = Stream.concat(words.stream().skip(1), Stream.of("-n", server.address()))
                .toArray(String[]::new);
        return MqAdminOutput.facts(admin.run(words.get(0), options), server.address());
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void aSlaveLearnsItsMasterAndBothTheOrderedTopics() {
        assertThat(slave.registrar().master().address()).contains(master.address());
        assertThat(slave.registrar().master().haServerAddress()).contains("127.0.0.1:1");
        assertThat(slave.registrar().topics())
                .hasEntrySatisfying(
                        "ordered", topic -> assertThat(topic.ordered()).isTrue());
        assertThat(slave.registrar().outcomes()).hasSize(3);
    }

    static Stream<RegistrationSettings> waysToRegister() {
        return Stream.of(
                DEFAULTS.withCompressed(true),
                DEFAULTS.withSplitSize(7),
                DEFAULTS.withOneWay(true),
                DEFAULTS.withForced(false).withTopicChanges(TopicChanges.SINGLE),
                DEFAULTS.withHeartbeat(Heartbeat.OF_ACTING_MASTERS),
                DEFAULTS.withHeartbeat(Heartbeat.every(Duration.ofSeconds(1)).withLease(Duration.ofSeconds(3)))
                        .withChecksummed(false));
    }

    @Execution(ExecutionMode.SAME_THREAD)
    @ParameterizedTest
    @MethodSource("waysToRegister")
    void everyWayToRegisterWorksWithAll(RegistrationSettings settings) {
        var name = "group-" + settings.hashCode();
        var topics = IntStream.range(0, 30)
                .mapToObj(number -> BrokerTopic.of(name + "-" + number, 4))
                .toList();
        try (var broker = FakeBroker.start(client, fake -> inGroup(fake, name), settings, topics)) {
            broker.putTopics(name + "-later");

            Waiting.until("all name servers to route all topics of " + settings)
                    .untilAsserted(() -> assertThat(servers())
                            .allSatisfy(server -> Stream.of("-0", "-15", "-29", "-later")
                                    .forEach(topic -> assertThat(server.routes().find(name + topic))
                                            .as(topic + " at " + server.folder().getFileName())
                                            .hasValueSatisfying(route -> assertThat(route.addresses())
                                                    .containsExactly(broker.address())))));
        }
        Waiting.until("the broker to be gone")
                .until(() -> servers()
                        .allMatch(server -> server.routes().find(name + "-0").isEmpty()));
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void aMasterThatDiesIsToldToItsSlaveByThoseThatDo() {
        var topics = List.of(BrokerTopic.of("mortal", 4));
        var dying = FakeBroker.start(client, broker -> inGroup(broker, "group-b"), DEFAULTS, topics);
        try (var other =
                FakeBroker.start(client, broker -> inGroup(broker, "group-b").withId(1), DEFAULTS, topics)) {
            assertThat(other.registrar().master().address()).contains(dying.address());

            dying.kill();

            Waiting.until("ours and the newer of Apache's to tell")
                    .until(() -> other.notices().size() == 2);
            assertThat(other.notices())
                    .allSatisfy(notice -> assertThat(notice)
                            .containsEntry("minBrokerId", "1")
                            .containsEntry("offlineBrokerAddr", dying.address()));
            assertThat(other.registrar().master().address()).isEmpty();
        }
    }
}
