package io.lodestar.interop.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.lodestar.client.ClientSettings;
import io.lodestar.client.admin.AdminClient;
import io.lodestar.client.broker.Broker;
import io.lodestar.client.broker.BrokerRegistrar;
import io.lodestar.client.broker.BrokerTopic;
import io.lodestar.interop.Checkout;
import io.lodestar.interop.NameServerProcess;
import io.lodestar.interop.NameServerProgram;
import io.lodestar.server.NameServer;
import io.lodestar.server.config.AccessKeys;
import io.lodestar.server.config.AccessMode;
import io.lodestar.server.config.Keys;
import io.lodestar.server.config.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each command as a process, against Apache's name server and ours, which know the same made-up brokers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CommandLineIT {
    private static final String ORDER = "ORDER_TOPIC_CONFIG";
    private static final String ACCOUNTS = """
            accounts:
              - {accessKey: shop, secretKey: shop-secret}
              - {accessKey: operator, secretKey: operator-secret, roles: admin}
            """;

    private final List<AutoCloseable> started = new ArrayList<>();
    private String tested = "";
    private String original = "";

    @BeforeAll
    void startServersAndBrokers() throws Exception {
        var ours = NameServer.start(Settings.inMemory());
        started.add(ours);
        tested = ours.hostAndPort();
        var folder =
                Checkout.path("interop/target/scenes/" + ProcessHandle.current().pid() + "/CommandLineIT");
        var apache = NameServerProcess.start(NameServerProgram.APACHE, folder.resolve("namesrv"), Map.of());
        started.add(apache);
        original = apache.address();
        var master = Broker.master("broker-a", "10.0.0.1:10911").withHaServerAddress("10.0.0.1:10912");
        register(both(), master, BrokerTopic.of("orders", 4), BrokerTopic.of("payments", 2));
        register(
                both(),
                master.withId(1).withAddress("10.0.0.2:10911"),
                BrokerTopic.of("orders", 4),
                BrokerTopic.of("payments", 2));
        register(
                both(),
                Broker.master("broker-b", "10.0.0.3:10911"),
                BrokerTopic.of("orders", 4).withPermission(BrokerTopic.READ));
        register(both(), Broker.master("broker-c", "10.0.0.4:10911").withCluster("Old"), BrokerTopic.of("gone"))
                .close();
        Typed.run("kv", "put", "-n", both(), ORDER, "orders", "broker-a:4;broker-b:4");
    }

    @AfterAll
    void stopAll() throws Exception {
        for (int at = started.size() - 1; at >= 0; at--) {
            started.get(at).close();
        }
    }

    private String both() {
        return tested + ";" + original;
    }

    private String address(Party party) {
        return party == Party.LODESTAR ? tested : original;
    }

    private BrokerRegistrar register(String nameServers, Broker broker, BrokerTopic... topics) {
        var registrar = BrokerRegistrar.start(ClientSettings.of(nameServers), broker, topics);
        started.add(registrar);
        registrar.register().join();
        return registrar;
    }

    static Stream<Arguments> questions() {
        var commands = Map.ofEntries(
                Map.entry("routes", "routes orders"),
                Map.entry("routes-json", "routes orders --json"),
                Map.entry("routes-missing", "routes nowhere"),
                Map.entry("routes-missing-json", "routes nowhere --json"),
                Map.entry("topics-cluster-missing", "topics --cluster Nowhere"),
                Map.entry("topics", "topics"),
                Map.entry("topics-cluster", "topics --cluster DefaultCluster"),
                Map.entry("topics-json", "topics --json"),
                Map.entry("clusters", "clusters"),
                Map.entry("clusters-json", "clusters --json"),
                Map.entry("brokers", "brokers"),
                Map.entry("brokers-json", "brokers --json"),
                Map.entry("explain", "explain orders"),
                Map.entry("explain-json", "explain orders --json"),
                Map.entry("explain-missing", "explain gone"),
                Map.entry("kv-get", "kv get " + ORDER + " orders"),
                Map.entry("kv-get-missing", "kv get " + ORDER + " nowhere"),
                Map.entry("kv-list", "kv list " + ORDER),
                Map.entry("kv-list-json", "kv list " + ORDER + " --json"),
                Map.entry("config-get", "config get supportActingMaster nonsense"),
                Map.entry("events", "events --broker broker-b --kind BROKER_REGISTERED,TOPIC_ADDED"));
        return Stream.of(Party.values())
                .flatMap(party -> commands.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(command -> Arguments.of(party, command.getKey(), command.getValue())));
    }

    @ParameterizedTest(name = "{0}: lodestar {2}")
    @MethodSource("questions")
    void aQuestionPrintsWhatItsFileHolds(Party party, String name, String command) {
        var words = (command + " --timeout 20s -n " + address(party)).split(" ");

        var outcome = Typed.run(words);

        Golden.check(name, party, Golden.settled(outcome.seen(), address(party)));
    }

    @Test
    void anEncryptedQuestionIsAnsweredToThoseWhoTrust() {
        var trusting = Typed.run("topics", "--tls-ca", "any", "--timeout", "20s", "-n", tested);
        var distrusting = Typed.run("topics", "--tls", "--tls-any-host", "--timeout", "20s", "-n", tested);

        assertThat(trusting.output()).contains("orders");
        assertThat(distrusting.exitCode()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsStoredIsThereUntilItIsDeleted(Party party) {
        var server = Map.of("NAMESRV_ADDR", address(party));
        var value = "two lines\nand \u00fcml\u00e4uts; = \" \\";

        assertThat(Typed.run(server, "kv", "put", "colours", "sky", value).seen())
                .isEqualTo(address(party) + ": stored sky in colours\n");
        assertThat(Typed.run(server, "kv", "get", "colours", "sky").output()).isEqualTo(value + "\n");
        assertThat(Typed.run(server, "kv", "delete", "colours", "sky").exitCode())
                .isZero();
        assertThat(Typed.run(server, "kv", "get", "colours", "sky").exitCode()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void aDrainedBrokerIsOnlyReadUntilItIsNot(Party party) {
        var server = Map.of("NAMESRV_ADDR", address(party));
        var broker = Broker.master("broker-d", "10.0.0.4:10911").withCluster("drained");
        try (var registrar = register(address(party), broker, BrokerTopic.of("receipts", 4))) {
            assertThat(registrar.topics()).containsKey("receipts");

            var drained = Typed.run(server, "drain", "broker-d");
            var meanwhile = Typed.run(server, "routes", "receipts");
            var lifted = Typed.run(server, "undrain", "broker-d");
            var afterwards = Typed.run(server, "routes", "receipts");

            assertThat(drained.seen()).isEqualTo(address(party) + ": 3 topics of broker-d are only read now\n");
            assertThat(meanwhile.output()).contains("r--").doesNotContain("rw-");
            assertThat(lifted.seen()).isEqualTo(address(party) + ": 3 topics of broker-d can be written to\n");
            assertThat(afterwards.output()).contains("rw-");
        }
        assertThat(Typed.run(server, "drain", "nobody").exitCode()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void aChangeOfConfigurationIsTakenOrSaidNotToBe(Party party) {
        var server = Map.of("NAMESRV_ADDR", address(party));

        var changed = Typed.run(server, "config", "set", "deleteTopicWithBrokerRegistration=true");
        var back = Typed.run(server, "config", "set", "deleteTopicWithBrokerRegistration=false");
        var refused = Typed.run(server, "config", "set", "kvConfigPath=/elsewhere");
        var unknown = Typed.run(server, "config", "set", "noSuchKey=1");

        assertThat(changed.seen()).isEqualTo(address(party) + ": changed deleteTopicWithBrokerRegistration\n");
        assertThat(back.exitCode()).isZero();
        assertThat(refused.exitCode()).isEqualTo(4);
        assertThat(refused.errors()).contains("code 16");
        assertThat(unknown.exitCode()).as(unknown.seen()).isIn(1, 4);
        assertThat(unknown.errors()).contains("noSuchKey");
    }

    @ParameterizedTest
    @EnumSource
    void aWatchTellsOfAChange(Party party) {
        var watch = Typed.start(
                Map.of("NAMESRV_ADDR", address(party)),
                "watch",
                "orders",
                "comes-later",
                "--count",
                "1",
                "--interval",
                "200ms");
        Awaitility.await("the watch to have begun").until(() -> watch.output().contains("comes-later  missing"));
        try (var registrar = register(
                address(party), Broker.master("broker-w", "10.0.0.9:10911"), BrokerTopic.of("comes-later", 1))) {
            assertThat(registrar.topics()).containsKey("comes-later");
            assertThat(watch.await().exitCode()).isZero();
        }
        var outcome = watch.await();

        assertThat(outcome.exitCode()).as(outcome.seen()).isZero();
        assertThat(outcome.output()).contains("orders  is  ").contains("comes-later  appeared  broker-w 1/1 rw-");
    }

    @Test
    void aWatchGoesOnUntilItIsStopped() {
        var watch = Typed.start(Map.of("NAMESRV_ADDR", tested), "watch", "orders");
        Awaitility.await("the watch to have begun")
                .until(() -> !watch.process().isAlive() || watch.output().contains("orders  is  "));

        assertThat(watch.process().isAlive()).as("whether it goes on").isTrue();
        watch.process().destroy();
    }

    @Test
    void resultsThatAreLostAreNoSuccess() {
        var full = Typed.runIn("exec \"$0\" \"$@\" >/dev/full", "topics", "-n", tested);
        var closed = Typed.runIn("exec \"$0\" \"$@\" >&-", "topics", "-n", tested);
        var unread = Typed.runIn("\"$0\" \"$@\" | true; exit ${PIPESTATUS[0]}", "topics", "-n", tested);

        assertThat(full.exitCode()).as(full.seen()).isEqualTo(6);
        assertThat(full.errors()).contains("is lost", "No space left");
        assertThat(closed.exitCode()).as(closed.seen()).isEqualTo(6);
        assertThat(unread.seen()).as("what nobody reads").isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aNameServerThatServesIsReady(Party party) {
        var outcome = Typed.run("health", "-n", address(party));

        assertThat(outcome.exitCode()).as(outcome.seen()).isZero();
        assertThat(outcome.output())
                .containsPattern("(?m)^" + address(party) + "  ready .* (ms|s)  "
                        + (party == Party.LODESTAR ? "Lodestar .*" : "- .*"));
    }

    @Test
    void nothingThatIsTheSameDiffers() {
        var outcome = Typed.run("diff", tested, original, "--only", "topics,brokers,kv");

        assertThat(outcome.seen())
                .endsWith("lodestar: 0 differences in 5 topics, 2 brokers, 1 KV namespace, 0 configuration keys\n");
        assertThat(outcome.exitCode()).isZero();
    }

    @Test
    void aDifferenceOfEachKindIsFound() {
        var settings = Settings.inMemory().with(Keys.SUPPORT_ACTING_MASTER, true);
        try (var one = NameServer.start(Settings.inMemory());
                var other = NameServer.start(settings);
                var left = register(
                        one.hostAndPort(), Broker.master("broker-l", "10.0.1.1:10911"), BrokerTopic.of("left"));
                var moved = register(
                        one.hostAndPort(), Broker.master("broker-m", "10.0.1.2:10911"), BrokerTopic.of("moved", 4));
                var stays = register(
                        other.hostAndPort(), Broker.master("broker-m", "10.0.1.3:10911"), BrokerTopic.of("moved", 8))) {
            assertThat(List.of(left, moved, stays)).doesNotContainNull();
            Typed.run("kv", "put", "-n", one.hostAndPort(), "colours", "sky", "blue");

            var outcome = Typed.run("diff", one.hostAndPort(), other.hostAndPort(), "--namespace", "colours");
            var json = Typed.run("diff", one.hostAndPort(), other.hostAndPort(), "--json", "--only", "topics");

            assertThat(outcome.exitCode()).isEqualTo(1);
            assertThat(json.exitCode()).isEqualTo(1);
            Golden.check("diff", Party.LODESTAR, settled(outcome, one, other));
            Golden.check("diff-json", Party.LODESTAR, settled(json, one, other));
        } catch (io.lodestar.server.StartException e) {
            throw new AssertionError(e);
        }
    }

    private static String settled(Typed.Outcome outcome, NameServer one, NameServer other) {
        return Golden.settled(outcome.seen().replace(other.hostAndPort(), "127.0.0.2:19876"), one.hostAndPort());
    }

    @Test
    void aProgramAsksTheSame() {
        var nameServer = tested;
        var topics = new ArrayList<String>();
        // example: ListTopics
        try (var client = AdminClient.open(ClientSettings.of(nameServer))) {
            topics.addAll(client.nameServer(nameServer).fetchTopics().join());
        }
        // end of example
        assertThat(topics).contains("orders", "payments");
    }

    @Test
    void whoDoesNotAnswerIsPassedOver() {
        var outcome = Typed.run("topics", "-n", "127.0.0.1:1;" + tested);

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.output()).isEqualTo("DefaultCluster\nbroker-a\nbroker-b\norders\npayments\n");
        assertThat(outcome.errors()).contains("127.0.0.1:1 cannot be reached", "asking " + tested);
    }

    @Test
    void nobodyIsReached() {
        var outcome = Typed.run("topics", "-n", "127.0.0.1:1");

        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(outcome.output()).isEmpty();
        assertThat(outcome.errors()).contains("127.0.0.1:1 cannot be reached", "check that it runs");
    }

    @Test
    void aChangeTellsWhichNameServerDidNotGetIt() {
        var outcome = Typed.run("kv", "put", "-n", tested + ";127.0.0.1:1", "colours", "grass", "green");

        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(outcome.output()).isEqualTo(tested + ": stored grass in colours\n");
        assertThat(outcome.errors()).contains("127.0.0.1:1 cannot be reached");
    }

    @Test
    void aNameServerWithoutAPortHasTheUsualOne() {
        var outcome = Typed.run("diff", "127.0.0.251", "127.0.0.252");

        assertThat(outcome.exitCode()).as(outcome.seen()).isEqualTo(3);
        assertThat(outcome.errors()).contains("127.0.0.251:9876");
    }

    @Test
    void aMistakeIsExplained() {
        var misspelt = Typed.run("rutes", "orders");
        var missing = Typed.run("routes");
        var wrong = Typed.run("health", "--timeout", "soon");

        assertThat(misspelt.exitCode()).isEqualTo(2);
        assertThat(misspelt.errors()).contains("there is no command 'rutes'");
        assertThat(missing.exitCode()).isEqualTo(2);
        assertThat(missing.errors()).contains("TOPIC", "lodestar help routes");
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.errors()).contains("500ms, 3s or 1m, not 'soon'");
    }

    @Test
    void whoMayNotIsToldSo(@TempDir Path folder) throws Exception {
        var accounts = Files.writeString(folder.resolve("accounts.yml"), ACCOUNTS);
        var settings = Settings.inMemory()
                .with(AccessKeys.ACCESS_CONTROL, AccessMode.ENFORCE)
                .with(AccessKeys.ACCOUNTS_FILE, accounts);
        try (var guarded = NameServer.start(settings)) {
            var address = guarded.hostAndPort();

            var unsigned = Typed.run("topics", "-n", address);
            var health = Typed.run("health", "-n", address);
            var client = Typed.run("topics", "-n", address, "--access-key", "shop", "--secret-key", "shop-secret");
            var operator = Typed.run(
                    Map.of("LODESTAR_ACCESS_KEY", "operator", "LODESTAR_SECRET_KEY", "operator-secret"),
                    "topics",
                    "-n",
                    address);

            assertThat(unsigned.exitCode()).isEqualTo(4);
            assertThat(unsigned.errors()).contains(address, "code 16", "give credentials");
            assertThat(health.exitCode()).as(health.seen()).isEqualTo(4);
            assertThat(health.output()).contains("refused").doesNotContain("ready");
            assertThat(client.exitCode()).isEqualTo(4);
            assertThat(operator.exitCode()).as(operator.seen()).isZero();
        }
    }
}
