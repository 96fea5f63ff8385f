package io.lodestar.interop;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import io.lodestar.interop.ApacheClient.Message;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A topic whose order configuration decides, instead of the brokers, which queues are sent to. */
@ExtendWith(OnStage.class)
final class OrderedTopicIT {
    private static final int MESSAGES = 40;
    private static final String TOPIC = "ordered";

    private final Fleet fleet;

    OrderedTopicIT(Fleet fleet) {
        this.fleet = fleet;
    }

    @BeforeAll
    static void configureOrder(Fleet fleet) {
        var admin = fleet.admin();
        fleet.createTopic(TOPIC, 8, Release.V5_5_0, Release.V4_9_7);
        assertThat(admin.run("updateNamesrvConfig", "-k", "orderMessageEnable", "-v", "true"))
                .contains("success");
        var order = nameOf(fleet, Release.V5_5_0) + ":3;" + nameOf(fleet, Release.V4_9_7) + ":1";

        assertThat(admin.run("updateOrderConf", "-m", "put", "-t", TOPIC, "-v", order))
                .contains("success");

        assertThat(admin.run("updateOrderConf", "-m", "get", "-t", TOPIC)).contains(order);
        assertThat(fleet.nameServer().routes().find(TOPIC).orElseThrow().order())
                .isEqualTo(order);
    }

    @ParameterizedTest(name = "client {0}")
    @EnumSource
    void producersKeepToTheOrderConfiguration(Release release) {
        var newest = nameOf(fleet, Release.V5_5_0);
        var older = nameOf(fleet, Release.V4_9_7);

        var queues = fleet.client(release).publishQueues(TOPIC);

        assertThat(queues).containsExactlyInAnyOrder(newest + ":0", newest + ":1", newest + ":2", older + ":0");
    }

    @ParameterizedTest(name = "client {0}")
    @EnumSource
    void eachQueueIsReceivedInTheOrderItWasSent(Release release) {
        var client = fleet.client(release);
        var topic = TOPIC + "-" + release.name();
        fleet.createTopic(topic, 3, Release.V5_5_0);
        fleet.admin().run("updateOrderConf", "-m", "put", "-t", topic, "-v", nameOf(fleet, Release.V5_5_0) + ":2");

        var sent = client.send(topic, MESSAGES, "ordered");
        var received = client.receiveInOrder(topic, topic + "-readers", MESSAGES);

        assertThat(byQueue(sent)).hasSize(2);
        assertThat(byQueue(received)).isEqualTo(byQueue(sent));
    }

    private static Map<Integer, List<String>> byQueue(List<Message> messages) {
        return messages.stream().collect(groupingBy(Message::queue, mapping(Message::body, toList())));
    }

    private static String nameOf(Fleet fleet, Release release) {
        return fleet.broker(release).name();
    }
}
