package io.lodestar.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.lodestar.protocol.ExtFields;
import io.lodestar.protocol.RequestCode;
import io.lodestar.protocol.ResponseCode;
import io.lodestar.protocol.body.BrokerEntry;
import io.lodestar.protocol.body.DataVersion;
import io.lodestar.protocol.body.QueueEntry;
import io.lodestar.protocol.body.RegistrationBody;
import io.lodestar.protocol.body.RouteBody;
import io.lodestar.protocol.body.TopicConfig;
import io.lodestar.protocol.body.TopicSettings;
import io.netty.buffer.Unpooled;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A broker that registers with other queues each time: as many of them as it has registered so far. So an answer tells which registration
 * it shows.
 */
final class Registering implements Deed {
    private static final int READ_WRITE = 6;
    private static final List<String> MOVING = List.of("moving-1", "moving-2");

    private final String name;
    private final String address;
    private final List<TopicConfig> ballast;
    private int sent;
    private final Map<String, Integer> shownLast = new HashMap<>();

    /** Creates a broker; topics that never change give a snapshot something to write. */
    Registering(int number, int ballastTopics) {
        this.name = "broker-" + number;
        this.address = "10.0.0." + number + ":10911";
        this.ballast = IntStream.range(0, ballastTopics)
                .mapToObj(topic ->
                        new TopicConfig(name + "-ballast-" + topic, new TopicSettings(4, 4, READ_WRITE, 0, false)))
                .toList();
    }

    String name() {
        return name;
    }

    @Override
    public void once(Peer peer, Random random) {
        sent++;
        var moving = Stream.of(name, ownTopic(0), ownTopic(1), "shared")
                .map(topic -> new TopicConfig(topic, new TopicSettings(sent, sent, READ_WRITE, 0, false)));
        var body = Unpooled.buffer();
        RegistrationBody.of(
                        new DataVersion(0, sent, sent),
                        Stream.concat(moving, ballast.stream()).toList())
                .writeJson(body);
        Deed.acknowledged(peer.ask(RequestCode.REGISTER_BROKER, identity(), body));
        assertThat(shown(peer, ownTopic(0)))
                .as("%s after its registration was acknowledged", name)
                .contains(sent);
    }

    private String ownTopic(int number) {
        return name + "-" + MOVING.get(number);
    }

    private ExtFields identity() {
        return ExtFields.builder()
                .with("clusterName", "C")
                .with("brokerName", name)
                .with("brokerId", 0)
                .with("brokerAddr", address)
                .with("haServerAddr", address + "0")
                .build();
    }

    @Override
    public void verify(Peer peer) {
        for (var topic : List.of(name, ownTopic(0), ownTopic(1), "shared")) {
            var known = shown(peer, topic);
            assertThat(known).as("%s on %s is known from before", topic, name).isPresent();
            assertThat(known.get())
                    .as("registration of %s on %s: true once, and no older than after the last restart", topic, name)
                    .isBetween(shownLast.getOrDefault(topic, 1), sent);
            shownLast.put(topic, known.get());
        }
    }

    /** Which registration of this broker the route of a topic shows. */
    private Optional<Integer> shown(Peer peer, String topic) {
        return queues(peer, topic).map(queues -> {
            assertThat(queues.writeQueueNums()).as(queues.toString()).isEqualTo(queues.readQueueNums());
            return queues.readQueueNums();
        });
    }

    /** Returns whether writing is withheld; empty when the broker is not known. */
    Optional<Boolean> isDrained(Peer peer) {
        return queues(peer, name).map(queues -> {
            assertThat(queues.permission()).as(queues.toString()).isIn(READ_WRITE, READ_WRITE & ~2);
            return queues.permission() != READ_WRITE;
        });
    }

    private Optional<QueueEntry> queues(Peer peer, String topic) {
        var answer = peer.ask(RequestCode.GET_ROUTE_INFO, Map.of("topic", topic));
        if (answer.header().code() == ResponseCode.TOPIC_NOT_EXIST.code()) {
            return Optional.empty();
        }
        var route = RouteBody.read(Deed.acknowledged(answer));
        requireWhole(route);
        route.brokers().stream()
                .filter(this::isThis)
                .forEach(broker -> assertThat(broker.addresses())
                        .as("%s at the address it registered", name)
                        .isEqualTo(Map.of(0L, address)));
        return route.queues().stream()
                .filter(queues -> queues.brokerName().equals(name))
                .findAny();
    }

    private boolean isThis(BrokerEntry broker) {
        return broker.brokerName().equals(name);
    }

    private static void requireWhole(RouteBody route) {
        assertThat(route.brokers().stream().map(BrokerEntry::brokerName))
                .as("brokers with queues in " + route)
                .containsExactlyElementsOf(
                        route.queues().stream().map(QueueEntry::brokerName).toList());
    }
}
