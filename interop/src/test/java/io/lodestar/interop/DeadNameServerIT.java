package io.lodestar.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.lodestar.interop.ApacheClient.Message;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Brokers and clients list two name servers, of which one dies. */
@ExtendWith(OnStage.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DeadNameServerIT {
    private static final int MESSAGES = 100;
    private static final String TOPIC = "found-through-the-survivor";

    private final Scene scene;
    private final String both;
    private final NameServerProcess survivor;
    private final ApacheBroker before;
    private final ApacheBroker after;

    /** One broker registers with both name servers, the other when one of them is dead. */
    DeadNameServerIT(Scene scene) {
        this.scene = scene;
        var victim = scene.nameServer(NameServerProgram.underTest());
        survivor = scene.nameServer(NameServerProgram.underTest());
        both = victim.address() + ";" + survivor.address();
        before = scene.broker(BrokerSettings.master(Release.V4_9_7, "before", both));
        before.awaitRegistration(victim);
        before.awaitRegistration(survivor);
        victim.kill();
        after = scene.broker(BrokerSettings.master(Release.V5_5_0, "after", both));
        after.awaitRegistration(survivor);
        var admin = scene.admin(survivor.address());
        Stream.of(before, after).forEach(broker -> admin.updateTopic(broker, TOPIC, 2));
    }

    @Test
    void bothBrokersStayWithTheSurvivor() {
        Waiting.until("the topic to be on both brokers")
                .until(() -> survivor.routes()
                        .find(TOPIC)
                        .filter(route -> route.addresses().size() == 2)
                        .isPresent());
    }

    @ParameterizedTest(name = "client {0}")
    @EnumSource
    void clientsFindTheSurvivor(Release release) {
        var client = scene.client(release, both);
        var prefix = "from-" + release.name();

        var sent = insisting(() -> client.send(TOPIC, MESSAGES, prefix));
        var received = insisting(() -> client.receive(TOPIC, prefix + "-readers", MESSAGES));

        assertThat(sent).extracting(Message::broker).containsOnly(before.name(), after.name());
        assertThat(received.stream().map(Message::body).collect(Collectors.toSet()))
                .hasSizeGreaterThanOrEqualTo(MESSAGES);
    }

    /** A client that happens to ask the dead server first may give up: that is the client's way, whatever the server. */
    private static List<Message> insisting(Callable<List<Message>> attempt) {
        return Waiting.until("a client to find the survivor")
                .ignoreException(ClientRefusal.class)
                .until(attempt, messages -> !messages.isEmpty());
    }
}
