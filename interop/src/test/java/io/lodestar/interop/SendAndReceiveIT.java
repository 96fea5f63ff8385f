package io.lodestar.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.lodestar.interop.ApacheClient.Message;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients of each release find brokers of each release. */
@ExtendWith(OnStage.class)
final class SendAndReceiveIT {
    private static final int MESSAGES = 100;

    private final Fleet fleet;

    SendAndReceiveIT(Fleet fleet) {
        this.fleet = fleet;
    }

    static Stream<Arguments> eachBrokerWithEachClient() {
        return Stream.of(Release.values())
                .flatMap(broker -> Stream.of(Release.values()).map(client -> Arguments.of(broker, client)));
    }

    @ParameterizedTest(name = "broker {0}, client {1}")
    @MethodSource("eachBrokerWithEachClient")
    void whatAProducerSendsAConsumerReceives(Release broker, Release release) {
        var topic = "from-" + release.name() + "-to-" + broker.name();
        fleet.createTopic(topic, 4, broker);
        var client = fleet.client(release);

        var sent = client.send(topic, MESSAGES, "message");
        var received = client.receive(topic, topic + "-readers", MESSAGES);

        assertThat(sent)
                .hasSize(MESSAGES)
                .allSatisfy(message -> assertThat(message.broker())
                        .isEqualTo(fleet.broker(broker).name()));
        assertThat(bodies(received)).containsExactlyInAnyOrderElementsOf(bodies(sent));
    }

    /** Delivery is at least once: a repetition is no fault. */
    private static Set<String> bodies(List<Message> messages) {
        return messages.stream().map(Message::body).collect(Collectors.toSet());
    }
}
