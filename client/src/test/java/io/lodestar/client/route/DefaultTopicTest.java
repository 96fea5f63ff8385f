package io.lodestar.client.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.lodestar.client.route.FakeNameServers.Manner;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DefaultTopicTest {
    private static final RouteSettings SETTINGS = RouteSettings.DEFAULT.withoutWatch();

    private final FakeNameServers servers = new FakeNameServers("a:1", "b:1", "c:1");

    private RouteClient client(RouteSettings settings) {
        return new RouteClient(servers, settings, new SplittableRandom(7));
    }

    @Test
    void aTopicThatIsYetToBeCreatedGetsTheDefaultTopicsRoute() {
        servers.route("TBW102", "broker-a", 8);
        var client = client(SETTINGS.withDefaultTopic(DefaultTopic.USUAL));

        var route = client.find("orders").join().orElseThrow();

        assertThat(route.topic()).isEqualTo("orders");
        assertThat(route.queues())
                .singleElement()
                .satisfies(queues -> assertThat(queues.writeQueues()).isEqualTo(4));
        assertThat(Queues.writable(route)).hasSize(4);
    }

    @Test
    void aBorrowedRouteGivesWayToTheTopicsOwn() {
        servers.route("TBW102", "broker-a", 8);
        var client = client(SETTINGS.withDefaultTopic(DefaultTopic.USUAL));
        var unused = client.find("orders").join();

        servers.route("orders", "broker-b", 16);
        servers.time.advance(Duration.ofSeconds(3));
        var unusedToo = client.find("orders").join();

        assertThat(FakeNameServers.brokerOf(client.route("orders"))).isEqualTo("broker-b");
    }

    @Test
    void withoutADefaultTopicThereIsNoRoute() {
        servers.route("TBW102", "broker-a", 8);

        assertThat(client(SETTINGS).find("orders").join()).isEmpty();
    }

    @Test
    void theDefaultTopicIsFoundWithinTheSameTime() {
        var client = client(SETTINGS.withDefaultTopic(DefaultTopic.USUAL));
        List.of("a:1", "b:1", "c:1").forEach(server -> servers.manner(server, Manner.SLOWLY));
        var found = client.find("orders");

        servers.time.advance(Duration.ofMillis(900));
        List.of("a:1", "b:1", "c:1").forEach(server -> servers.manner(server, Manner.NEVER));
        servers.time.advance(Duration.ofMillis(2200));

        assertThat(found).isCompletedExceptionally();
    }
}
