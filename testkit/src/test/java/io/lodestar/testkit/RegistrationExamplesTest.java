package io.lodestar.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.lodestar.client.ClientSettings;
import io.lodestar.client.broker.Broker;
import io.lodestar.client.broker.BrokerListener;
import io.lodestar.client.broker.BrokerRegistrar;
import io.lodestar.client.broker.BrokerTopic;
import io.lodestar.client.broker.Heartbeat;
import io.lodestar.client.broker.LearnedMaster;
import io.lodestar.client.broker.RegistrationOutcome;
import io.lodestar.client.broker.RegistrationSettings;
import io.lodestar.server.NameServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The code of docs/registration.md. */
@ExtendWith(NameServerExtension.class)
class RegistrationExamplesTest {
    private final List<String> printed = new ArrayList<>();

    private void print(String line) {
        printed.add(line);
    }

    @Test
    void aBrokerInThreeLines(NameServer server) {
        var nameServers = server.hostAndPort();
        // example: RegisterABroker
        var broker = Broker.master("broker-a", "10.0.0.5:10911");
        try (var registrar = BrokerRegistrar.start(ClientSettings.of(nameServers), broker, BrokerTopic.of("orders"))) {
            registrar.register().join().forEach((nameServer, outcome) -> print(nameServer + ": " + outcome));
        }
        // end of example
        assertThat(printed).singleElement().asString().startsWith(nameServers + ": Registered[");
    }

    @Test
    void aSlaveThatFollowsItsMasterAndTakesItsPlace(NameServer server) {
        var nameServers = server.hostAndPort();
        var masterAddress = "10.0.0.5:10911";
        try (var master =
                BrokerRegistrar.start(ClientSettings.of(nameServers), Broker.master("broker-a", masterAddress))) {
            master.register().join();
            // example: RegisterASlave
            var slave = Broker.master("broker-a", "10.0.0.6:10911").withId(1);
            var settings = RegistrationSettings.DEFAULTS.withHeartbeat(Heartbeat.OF_ACTING_MASTERS);
            var registrar = BrokerRegistrar.start(ClientSettings.of(nameServers), slave, settings, List.of());
            registrar.listen(new BrokerListener() {
                @Override
                public void onMasterChanged(LearnedMaster master) {
                    print("replicate from " + master.haServerAddress().orElse("nobody"));
                }

                @Override
                public void onOutcome(RegistrationOutcome outcome) {
                    if (outcome instanceof RegistrationOutcome.Refused refused) {
                        print(refused.nameServer() + " says " + refused.remark());
                    }
                }
            });

            registrar.changeBroker(broker -> broker.withId(0).withEpoch(2)).join(); // elected
            // end of example
            assertThat(registrar.outcomes().values()).allMatch(RegistrationOutcome::isSuccess);
            registrar.close();
        }
    }

    @Test
    void topicsThatComeAndGo(NameServer server) {
        var broker = Broker.master("broker-a", "10.0.0.5:10911");
        try (var registrar = BrokerRegistrar.start(ClientSettings.of(server.hostAndPort()), broker)) {
            // example: RegisterTopics
            registrar
                    .putTopics(
                            BrokerTopic.of("orders", 16),
                            BrokerTopic.of("bills", 4).withOrdered(true))
                    .join();
            registrar.removeTopic("bills").join();
            // end of example
            assertThat(registrar.topics()).containsOnlyKeys("orders");
            assertThat(Asked.brokersOf(server.hostAndPort(), "orders")).hasValue(Set.of("broker-a"));
        }
    }
}
