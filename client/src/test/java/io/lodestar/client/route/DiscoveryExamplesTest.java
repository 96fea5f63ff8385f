package io.lodestar.client.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lodestar.client.ClientSettings;
import io.lodestar.client.Credentials;
import io.lodestar.client.NameServerException;
import io.lodestar.client.NameServers;
import io.lodestar.client.ScriptedServer;
import io.lodestar.client.TlsOptions;
import io.lodestar.protocol.ResponseCode;
import io.lodestar.protocol.json.JsonDialect;
import io.netty.buffer.Unpooled;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The code of docs/discovery.md. */
class DiscoveryExamplesTest {
    private ScriptedServer server;
    private String nameServers;

    @BeforeEach
    void start() throws BindException {
        server = ScriptedServer.start((from, request) -> {
            var body = Unpooled.buffer();
            FakeNameServers.body("broker-a", 4, 6).writeTo(body, JsonDialect.STANDARD);
            ScriptedServer.answer(from, request, ResponseCode.SUCCESS, "", body);
        });
        nameServers = server.address();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void threeLinesFindARoute() {
        var found = new ArrayList<MessageQueue>();
        // example: FindRoute
        try (var routes = RouteClient.open(nameServers)) {
            routes.fetch("orders").map(Queues::writable).ifPresent(found::addAll);
        }
        // end of example
        assertThat(found).hasSize(4);
    }

    @Test
    void settingsSayWhoIsAskedAndHow() {
        // example: Settings
        var settings = ClientSettings.of(NameServers.of("ns1:9876;ns2:9876"))
                .withRequestTimeout(Duration.ofSeconds(1))
                .withCredentials(Credentials.of("reader", "its secret key"))
                .withTls(TlsOptions.trusting(Path.of("authorities.pem")));
        var byName = settings.withNameServers(NameServers.dns("nameservers.example:9876"));
        var byService = settings.withNameServers(
                NameServers.http(URI.create("http://nameservers.example:8080/rocketmq/nsaddr")));
        // end of example
        assertThat(List.of(settings, byName, byService)).doesNotHaveDuplicates();
    }

    @Test
    void eachMessageHasItsQueue() {
        var brokers = new ArrayList<String>();
        try (var routes = RouteClient.open(nameServers)) {
            // example: ChooseQueue
            var faults = new LatencyFaults();
            var chooser = new QueueChooser(faults);

            var route = routes.fetch("orders").orElseThrow();
            var queue = chooser.next(route).orElseThrow();
            var master = route.group(queue.brokerName()).orElseThrow().master().orElseThrow();
            long start = System.nanoTime();
            // … send to the queue over the connection to its master, and say how it went:
            faults.took(queue.brokerName(), Duration.ofNanos(System.nanoTime() - start));

            var sameForEachMessageOfThisCustomer = QueueChooser.forKey(route, "customer-17");
            // end of example
            brokers.add(master);
            assertThat(sameForEachMessageOfThisCustomer).isPresent();
        }
        assertThat(brokers).containsExactly("10.0.0.1:10911");
    }

    @Test
    void changesAreTold() {
        var gone = new CopyOnWriteArrayList<String>();
        var moved = new CopyOnWriteArrayList<String>();
        try (var routes = RouteClient.open(nameServers)) {
            // example: Listen
            var subscription = routes.onChange("orders", change -> {
                if (change.now().isEmpty()) {
                    gone.add(change.topic()); // its last route stays in use
                } else {
                    moved.add(change.topic());
                }
            });
            // end of example
            await().until(() -> !moved.isEmpty());
            subscription.close();
        }
        assertThat(gone).isEmpty();
    }

    @Test
    void failuresSayWhoWhatAndWhatToDo() {
        server.close();
        var told = new ArrayList<String>();
        // example: Failures
        try (var routes = RouteClient.open(nameServers)) {
            routes.fetch("orders");
        } catch (NameServerException.Refused no) {
            told.add("code " + no.code() + ": " + no.remark());
        } catch (NameServerException nobody) {
            told.add(nobody.getMessage());
        }
        // end of example
        assertThat(told).singleElement().asString().contains(nameServers, "GET_ROUTE_INFO (105)", "check that it runs");
    }
}
