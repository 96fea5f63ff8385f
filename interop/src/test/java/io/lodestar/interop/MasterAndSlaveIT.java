package io.lodestar.interop;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.lodestar.interop.ApacheClient.Message;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A slave learns from the name server alone where its master is, copies from it and serves in its place. */
@ExtendWith(OnStage.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MasterAndSlaveIT {
    private static final int MESSAGES = 100;

    private final Scene scene;
    private final NameServerProcess nameServer;
    private final Map<Release, Pair> pairs;

    MasterAndSlaveIT(Scene scene) {
        this.scene = scene;
        nameServer = scene.nameServer(NameServerProgram.underTest());
        pairs = Map.of(Release.V5_5_0, pair(Release.V5_5_0), Release.V4_9_7, pair(Release.V4_9_7));
    }

    private record Pair(ApacheBroker master, ApacheBroker slave) {}

    @ParameterizedTest(name = "release {0}")
    @EnumSource(names = {"V5_5_0", "V4_9_7"})
    void aSlaveFindsItsMasterAndServesWhenThatDies(Release release) {
        var topic = "replicated-" + release.name();
        var pair = requireNonNull(pairs.get(release));
        pair.slave().awaitRegistration(nameServer);
        pair.master().awaitRegistration(nameServer);
        scene.admin(nameServer.address()).updateTopic(pair.master(), topic, 4);
        var client = scene.client(release, nameServer.address());

        var sent = client.send(topic, MESSAGES, "replicated");
        Waiting.until("the slave to copy its master's topics and messages")
                .until(() -> pair.slave().hasTopic(topic) && pair.slave().hasStored("replicated-" + (MESSAGES - 1)));
        assertThat(addresses(topic))
                .containsExactlyInAnyOrder(pair.master().address(), pair.slave().address());
        pair.master().kill();
        Waiting.until("the route to name the slave alone")
                .until(() -> addresses(topic).equals(List.of(pair.slave().address())));
        var received = client.receive(topic, "readers-" + release.name(), MESSAGES);

        assertThat(received.stream().map(Message::body).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(
                        sent.stream().map(Message::body).toList());
    }

    /** The slave starts first, so that it hears of its master only when it registers again. */
    private Pair pair(Release release) {
        var name = "pair-" + release.version();
        var slave = scene.broker(BrokerSettings.slave(release, name, nameServer.address()));
        var master = scene.broker(BrokerSettings.master(release, name, nameServer.address()));
        return new Pair(master, slave);
    }

    private List<String> addresses(String topic) {
        return nameServer.routes().find(topic).map(Route::addresses).orElse(List.of());
    }
}
