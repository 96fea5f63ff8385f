package io.lodestar.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.lodestar.interop.ApacheClient.Message;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A broker is drained before maintenance and filled again. */
@ExtendWith(OnStage.class)
final class WritePermissionIT {
    private static final int MESSAGES = 40;
    private static final String TOPIC = "drained";
    private static final Release DRAINED = Release.V4_9_7;
    private static final Release OTHER = Release.V5_5_0;

    private final Fleet fleet;

    WritePermissionIT(Fleet fleet) {
        this.fleet = fleet;
    }

    @BeforeEach
    void createTopic() {
        fleet.createTopic(TOPIC, 4, DRAINED, OTHER);
    }

    @Test
    void producersLeaveADrainedBrokerAndComeBack() {
        var client = fleet.client(Release.V5_5_0);
        var drained = fleet.broker(DRAINED).name();
        client.send(TOPIC, MESSAGES, "before");

        var wiped = fleet.admin().run("wipeWritePerm", "-b", drained);
        var whileDrained = client.send(TOPIC, MESSAGES, "while");
        var received = client.receive(TOPIC, "readers-of-drained", 2 * MESSAGES);
        var restored = fleet.admin().run("addWritePerm", "-b", drained);
        var afterwards = client.send(TOPIC, MESSAGES, "after");

        assertThat(wiped).contains("wipe write perm of broker[" + drained + "]").contains("OK");
        assertThat(whileDrained).extracting(Message::broker).doesNotContain(drained);
        assertThat(received).extracting(Message::broker).contains(drained);
        assertThat(restored)
                .contains("add write perm of broker[" + drained + "]")
                .contains("OK");
        assertThat(afterwards).extracting(Message::broker).contains(drained);
    }
}
