package io.lodestar.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each mqadmin command is given to the server under test and to Apache's, with the same brokers registered at both, and
 * must print the same.
 */
@ExtendWith(OnStage.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AdminCommandsIT {
    private static final String TOPIC = "administered";
    private static final Release OLDER = Release.V4_9_7;

    private final NameServerProcess tested;
    private final NameServerProcess original;
    private final MqAdmin testedAdmin;
    private final MqAdmin originalAdmin;

    AdminCommandsIT(Scene scene) {
        tested = scene.nameServer(NameServerProgram.underTest());
        original = scene.nameServer(NameServerProgram.APACHE);
        testedAdmin = scene.admin(tested.address());
        originalAdmin = scene.admin(original.address());
        var both = tested.address() + ";" + original.address();
        var brokers = Stream.of(Release.V5_5_0, OLDER)
                .map(release -> BrokerSettings.master(release, nameOf(release), both))
                .map(settings -> settings.with("timerWheelEnable", "true")) // 5.5.0 cannot delete a topic without
                .map(scene::broker)
                .toList();
        for (var broker : brokers) {
            broker.awaitRegistration(tested);
            broker.awaitRegistration(original);
            testedAdmin.updateTopic(broker, TOPIC, 4);
        }
        awaitTopic(TOPIC, 2);
    }

    private record Printed(List<String> tested, List<String> original) {
        void mustAgree() {
            assertThat(tested).isNotEmpty().isEqualTo(original);
        }

        void mustAgreeAndSay(String text) {
            mustAgree();
            assertThat(tested).anyMatch(line -> line.contains(text));
        }
    }

    @ParameterizedTest(name = "mqadmin {0}")
    @ValueSource(
            strings = {
                "clusterList",
                "clusterList -m",
                "topicList",
                "topicList -c",
                "topicRoute -t " + TOPIC,
                "topicRoute -l -t " + TOPIC,
                "topicClusterList -t " + TOPIC,
                "topicStatus -t " + TOPIC,
                "statsAll -t " + TOPIC
            })
    void commandsThatReadPrintTheSame(String command) {
        run(command).mustAgree();
    }

    /** Ours says why in a line of its own, which is all that it adds. */
    @Test
    void aMissingTopicIsRefusedAlike() {
        var printed = run("topicRoute -t no-such-topic");

        var withoutReason = printed.tested().stream()
                .filter(line -> !line.startsWith("Reason: "))
                .toList();

        new Printed(withoutReason, printed.original()).mustAgreeAndSay("No topic route info");
    }

    @Test
    void aTopicIsCreatedInTheWholeClusterAndDeleted() {
        run("updateTopic -c " + BrokerSettings.CLUSTER + " -t short-lived -r 2 -w 2")
                .mustAgreeAndSay("success");
        awaitTopic("short-lived", 2);
        run("topicRoute -t short-lived").mustAgree();

        run("deleteTopic -c " + BrokerSettings.CLUSTER + " -t short-lived").mustAgreeAndSay("success");

        Stream.of(tested, original)
                .forEach(server ->
                        assertThat(server.routes().find("short-lived")).isEmpty());
    }

    @Test
    void keyValueConfigurationIsStoredAlike() throws IOException {
        run("updateKvConfig -s colours -k sky -v blue").mustAgreeAndSay("success");
        run("updateKvConfig -s colours -k grass -v green").mustAgreeAndSay("success");
        run("deleteKvConfig -s colours -k grass").mustAgreeAndSay("success");

        assertThat(stored(tested)).isEqualTo(stored(original)).contains("\"sky\":\"blue\"");
    }

    @Test
    void writePermissionIsWipedAndAddedAlike() {
        run("wipeWritePerm -b " + nameOf(OLDER)).mustAgreeAndSay("OK");
        // Only ours is asked: a topic change of the broker, maybe of an earlier test, undoes a wipe in the original.
        assertThat(run("topicRoute -t " + TOPIC).tested()).anyMatch(line -> line.contains("\"perm\":4"));
        run("addWritePerm -b " + nameOf(OLDER)).mustAgreeAndSay("OK");
        run("topicRoute -t " + TOPIC).mustAgree();
        run("wipeWritePerm -b no-such-broker").mustAgree();
    }

    @Test
    void configurationIsChangedAndRefusedAlike() {
        run("updateNamesrvConfig -k deleteTopicWithBrokerRegistration -v true").mustAgreeAndSay("success");
        run("updateNamesrvConfig -k deleteTopicWithBrokerRegistration -v false").mustAgreeAndSay("success");
        run("updateNamesrvConfig -k kvConfigPath -v elsewhere").mustAgreeAndSay("black list");
    }

    @Test
    void configurationIsShownUnderTheSameKeys() {
        var shown = run("getNamesrvConfig");

        assertThat(keys(shown.tested())).containsAll(keys(shown.original()));
    }

    private Printed run(String command) {
        var words = List.of(command.split(" "));
        var options = words.subList(1, words.size()).toArray(String[]::new);
        var first = CompletableFuture.supplyAsync(() -> testedAdmin.run(words.get(0), options));
        var second = originalAdmin.run(words.get(0), options);
        return new Printed(
                MqAdminOutput.facts(first.join(), tested.address()), MqAdminOutput.facts(second, original.address()));
    }

    private void awaitTopic(String topic, int brokers) {
        Waiting.until(topic + " to be known to both name servers")
                .until(() -> Stream.of(tested, original)
                        .allMatch(server -> server.routes()
                                .find(topic)
                                .filter(route -> route.addresses().size() == brokers)
                                .isPresent()));
    }

    private static List<String> keys(List<String> lines) {
        return lines.stream()
                .filter(line -> line.contains("="))
                .map(line -> line.substring(0, line.indexOf('=')).strip())
                .toList();
    }

    private static String stored(NameServerProcess server) throws IOException {
        return Files.readString(server.folder().resolve("kvConfig.json"))
                .replaceAll(",\"writtenByLodestar\":\"[^\"]*\"", "")
                .replaceAll("\\s", "");
    }

    private static String nameOf(Release release) {
        return "broker-" + release.version();
    }
}
