package io.lodestar.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.lodestar.interop.ApacheClient.Message;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Producers that know their route do not notice that the name server is away, and those that ask for one after its return get it at once. */
@ExtendWith(OnStage.class)
final class NameServerRestartIT {
    private static final String TOPIC = "streamed";
    private static final String OTHER_TOPIC = "known-before";
    private static final int SOME = 100;

    private final Scene scene;

    NameServerRestartIT(Scene scene) {
        this.scene = scene;
    }

    @Test
    void producersSendOnWhileTheNameServerRestarts() {
        var nameServer = scene.nameServer(NameServerProgram.underTest());
        var brokers = Stream.of(Release.V5_5_0, Release.V4_9_7)
                .map(release -> BrokerSettings.master(release, "broker-" + release.version(), nameServer.address()))
                .map(scene::broker)
                .toList();
        brokers.forEach(broker -> broker.awaitRegistration(nameServer));
        var admin = scene.admin(nameServer.address());
        brokers.forEach(broker -> admin.updateTopic(broker, TOPIC, 2));
        brokers.forEach(broker -> admin.updateTopic(broker, OTHER_TOPIC, 2));
        var clients = Stream.of(Release.V5_5_0, Release.V4_8_0)
                .map(release -> scene.client(release, nameServer.address()))
                .toList();
        clients.forEach(client -> client.startStream(TOPIC));
        clients.forEach(client -> client.awaitStreamed(SOME));

        assertThat(nameServer.stop()).isEqualTo(NameServerProgram.underTest().exitCodeOnRequest());
        clients.forEach(client -> client.awaitStreamed(SOME));
        nameServer.restart();
        sendToAnotherTopic(clients.get(0), brokers);
        awaitReturn(brokers, nameServer);
        clients.forEach(client -> client.awaitStreamed(SOME));
        nameServer.kill();
        clients.forEach(client -> client.awaitStreamed(SOME));
        nameServer.restart();
        awaitReturn(brokers, nameServer);

        clients.forEach(client -> assertThat(client.stopStream().firstRefusal()).isEmpty());
        assertThat(clients.get(1).receive(TOPIC, "latecomers", 8 * SOME)).hasSizeGreaterThanOrEqualTo(8 * SOME);
    }

    /** A producer that has no route yet gets it from a server that has not heard a broker yet; the original knows none then. */
    private static void sendToAnotherTopic(ApacheClient client, List<ApacheBroker> brokers) {
        if (NameServerProgram.underTest() == NameServerProgram.LODESTAR) {
            assertThat(client.send(OTHER_TOPIC, SOME, "newcomer"))
                    .extracting(Message::broker)
                    .contains(brokers.stream().map(ApacheBroker::name).toArray(String[]::new));
        }
    }

    private static void awaitReturn(List<ApacheBroker> brokers, NameServerProcess nameServer) {
        brokers.forEach(broker -> broker.awaitRegistration(nameServer));
        Waiting.until("the route of " + TOPIC + " to come back")
                .until(() -> nameServer
                        .routes()
                        .find(TOPIC)
                        .filter(route -> route.addresses().size() == brokers.size())
                        .isPresent());
    }
}
