package io.lodestar.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A real broker, real clients and the real tool at a server that enforces who may do what, each with the signatures it makes itself. */
@ExtendWith(OnStage.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AccessIT {
    private static final String TOPIC = "guarded";
    private static final int MESSAGES = 10;
    private static final String ACCOUNTS = """
            accounts:
              - {accessKey: inner, secretKey: inner-secret, roles: broker, brokers: broker-*}
              - {accessKey: shop, secretKey: shop-secret}
              - {accessKey: operator, secretKey: operator-secret, roles: admin}
            """;

    private final Scene scene;
    private final NameServerProcess server;
    private final MqAdmin operator;

    AccessIT(Scene scene) throws IOException {
        this.scene = scene;
        var accounts = Files.writeString(scene.folder().resolve("accounts.yml"), ACCOUNTS);
        this.server = scene.nameServer(
                NameServerProgram.LODESTAR, Map.of("accessControl", "enforce", "accountsFile", accounts.toString()));
        this.operator = scene.admin(server.address(), "operator", "operator-secret");
        var broker = scene.broker(master("broker-a", "inner", "inner-secret"));
        awaitInClusterList("broker-a");
        operator.updateTopic(broker, TOPIC, 4);
        Waiting.until(TOPIC + " to be known")
                .until(() -> operator.run("topicRoute", "-t", TOPIC).contains("broker-a"));
    }

    private BrokerSettings master(String name, String accessKey, String secretKey) {
        return BrokerSettings.master(Release.V5_5_0, name, server.address())
                // a broker with credentials enters them among its own users, and so needs a place for users
                .with(
                        "authenticationMetadataProvider",
                        "org.apache.rocketmq.auth.authentication.provider.LocalAuthenticationMetadataProvider")
                .with(
                        "innerClientAuthenticationCredentials",
                        "{\"accessKey\":\"" + accessKey + "\",\"secretKey\":\"" + secretKey + "\"}");
    }

    private void awaitInClusterList(String name) {
        Waiting.until(name + " to be registered")
                .until(() -> operator.run("clusterList").contains(name));
    }

    private void awaitInLog(String reason, String text) {
        // of one reason and source it speaks once a minute
        Waiting.within(Duration.ofMinutes(3), "the log to say " + reason + ", " + text)
                .until(() -> log().lines().anyMatch(line -> line.contains(reason) && line.contains(text)));
    }

    private String log() {
        try {
            return Files.readString(server.log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void signedMessagesGoThrough() {
        for (var release : new Release[] {Release.V5_5_0, Release.V4_9_7}) {
            var client = scene.client(release, server.address());
            client.sign("shop", "shop-secret");

            assertThat(client.send(TOPIC, MESSAGES, "from-" + release.name())).hasSize(MESSAGES);
            assertThat(client.receive(TOPIC, "readers-" + release.name(), MESSAGES))
                    .hasSizeGreaterThanOrEqualTo(MESSAGES);
        }
    }

    @Test
    void aClientThatDoesNotSignOrSignsWronglyFindsNothing() {
        var client = scene.client(Release.V5_5_0, server.address());

        assertThatThrownBy(() -> client.publishQueues(TOPIC)).isInstanceOf(ClientRefusal.class);
        client.sign("shop", "guess");
        assertThatThrownBy(() -> client.publishQueues(TOPIC)).isInstanceOf(ClientRefusal.class);
        client.sign("stranger", "guess");
        assertThatThrownBy(() -> client.publishQueues(TOPIC)).isInstanceOf(ClientRefusal.class);
        client.sign("shop", "shop-secret");
        assertThat(client.publishQueues(TOPIC)).hasSize(4);
    }

    @Test
    void theKeyOfAClientRegistersNoBrokerNorDoesThatOfOtherBrokers() {
        scene.broker(master("broker-b", "shop", "shop-secret"));
        scene.broker(master("stranger", "inner", "inner-secret"));

        awaitInLog("ROLE", "code 103: account 'shop' has none of the roles [broker]");
        awaitInLog("BROKER", "code 103: account 'inner' may not speak for broker 'stranger'");
        assertThat(operator.run("clusterList")).contains("broker-a").doesNotContain("broker-b", "stranger");
    }

    @Test
    void theToolIsToldWhyItMayNot() {
        assertThat(scene.admin(server.address()).run("clusterList")).contains("CODE: 16", "is not signed");
        assertThat(scene.admin(server.address(), "operator", "guess").run("clusterList"))
                .contains("CODE: 16", "the signature does not match");
        assertThat(scene.admin(server.address(), "stranger", "guess").run("clusterList"))
                .contains("CODE: 16", "no account here has the access key 'stranger'");
        assertThat(scene.admin(server.address(), "shop", "shop-secret").run("wipeWritePerm", "-b", "broker-a"))
                .contains("account 'shop' has none of the roles [admin]");
    }

    @Test
    void theToolDoesAnAdminsWork() {
        assertThat(operator.run("updateKvConfig", "-s", "n", "-k", "k", "-v", "v"))
                .contains("success");
        assertThat(operator.run("wipeWritePerm", "-b", "broker-a")).contains("OK");
        assertThat(operator.run("addWritePerm", "-b", "broker-a")).contains("OK");
        assertThat(operator.run("updateNamesrvConfig", "-k", "orderMessageEnable", "-v", "true"))
                .contains("success");
        assertThat(operator.run("updateNamesrvConfig", "-k", "accessControl", "-v", "off"))
                .contains("CODE: 16");
        assertThat(operator.run("getNamesrvConfig")).contains("accessControl", "enforce");
    }
}
