package io.lodestar.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lodestar.client.ClientSettings;
import io.lodestar.client.TopicRoute;
import io.lodestar.client.admin.AdminClient;
import io.lodestar.client.route.Queues;
import io.lodestar.client.route.RouteClient;
import io.lodestar.client.route.RouteSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Our client of routes, with real brokers that are registered with Apache's name server and with ours. */
@ExtendWith(OnStage.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RouteClientIT {
    private static final String TOPIC = "discovered";
    private static final RouteSettings SELDOM = RouteSettings.DEFAULT.withRefreshPeriod(Duration.ofMinutes(30));

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final NameServerProcess lodestar;
    private final NameServerProcess apache;
    private final ApacheBroker broker;

    RouteClientIT(Scene scene) {
        lodestar = scene.nameServer(NameServerProgram.LODESTAR);
        apache = scene.nameServer(NameServerProgram.APACHE);
        var both = lodestar.address() + ";" + apache.address();
        broker = scene.broker(BrokerSettings.master(Release.V5_5_0, "broker-discovered", both));
        broker.awaitRegistration(lodestar);
        broker.awaitRegistration(apache);
        scene.admin(lodestar.address()).updateTopic(broker, TOPIC, 3);
    }

    private static TopicRoute routeOf(RouteClient routes, String topic) {
        await().until(() -> routes.refresh(topic).join().isPresent());
        return routes.route(topic).orElseThrow();
    }

    @Test
    void bothNameServersGiveTheSameRoutes() {
        try (var ours = RouteClient.open(lodestar.address());
                var theirs = RouteClient.open(apache.address())) {
            for (var topic : new String[] {TOPIC, broker.name(), "SELF_TEST_TOPIC"}) {
                assertThat(routeOf(ours, topic)).as(topic).isEqualTo(routeOf(theirs, topic));
            }
            assertThat(Queues.writable(routeOf(ours, TOPIC)))
                    .hasSize(3)
                    .allSatisfy(queue -> assertThat(queue.brokerName()).isEqualTo(broker.name()));
            assertThat(ours.fetch("unheard-of")).isEmpty();
            assertThat(theirs.fetch("unheard-of")).isEmpty();
        }
    }

    @Test
    void aChangeReachesAClientThatDoesNotAskForIt() {
        try (var routes = RouteClient.open(ClientSettings.of(lodestar.address()), SELDOM);
                var tool = AdminClient.open(ClientSettings.of(lodestar.address()))) {
            var admin = tool.nameServer(lodestar.address());
            var before = routeOf(routes, TOPIC);
            assertThat(Queues.writable(before)).isNotEmpty();

            assertThat(admin.drain(broker.name())).succeedsWithin(PATIENCE);

            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(Queues.writable(routes.route(TOPIC).orElseThrow()))
                                    .isEmpty());
            assertThat(admin.undrain(broker.name())).succeedsWithin(PATIENCE);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(routes.route(TOPIC)).contains(before));
        }
    }
}
