package io.lodestar.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.lodestar.interop.ApacheClient.Message;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One topic on two masters, of different releases even. */
@ExtendWith(OnStage.class)
final class TwoMastersIT {
    private static final int MESSAGES = 100;

    private final Fleet fleet;

    TwoMastersIT(Fleet fleet) {
        this.fleet = fleet;
    }

    @ParameterizedTest(name = "client {0}")
    @EnumSource(names = {"V5_5_0", "V4_8_0"})
    void bothMastersAreSentToAndReceivedFrom(Release release) {
        var client = fleet.client(release);
        var masters = new String[] {
            fleet.broker(Release.V5_5_0).name(), fleet.broker(Release.V4_8_0).name()
        };
        var topic = "on-two-masters-" + release.name();
        fleet.createTopic(topic, 4, Release.V5_5_0, Release.V4_8_0);

        var sent = client.send(topic, MESSAGES, "message");
        var received = client.receive(topic, topic + "-readers", MESSAGES);

        assertThat(sent).extracting(Message::broker).containsOnly(masters);
        assertThat(received).extracting(Message::broker).containsOnly(masters);
        assertThat(received.stream().map(Message::body).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(
                        sent.stream().map(Message::body).toList());
    }
}
