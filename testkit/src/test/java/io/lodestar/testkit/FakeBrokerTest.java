package io.lodestar.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lodestar.client.ClientSettings;
import io.lodestar.client.NameServerException;
import io.lodestar.client.NameServers;
import io.lodestar.client.broker.Broker;
import io.lodestar.client.broker.BrokerTopic;
import io.lodestar.client.broker.RegistrationSettings;
import io.lodestar.protocol.RequestCode;
import io.lodestar.server.NameServer;
import io.lodestar.server.StartException;
import io.lodestar.server.config.Keys;
import io.lodestar.server.config.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FakeBrokerTest {
    @RegisterExtension
    final NameServerExtension nameServer =
            NameServerExtension.with(Settings.inMemory().with(Keys.NOTIFY_MIN_BROKER_ID_CHANGED, true));

    @Test
    void itIsThereWhenStartReturnsAndGoneWhenCloseDoes() {
        var where = nameServer.hostAndPort();
        try (var broker = FakeBroker.start(where, "broker-a", "orders", "bills")) {
            assertThat(Asked.brokersOf(where, "bills")).hasValue(Set.of("broker-a"));
            assertThat(broker.address()).startsWith("127.0.0.1:");
        }
        assertThat(Asked.brokersOf(where, "bills")).isEmpty();
    }

    @Test
    void itRegistersWithSeveralNameServers() throws StartException {
        try (var other = NameServer.start(Settings.inMemory());
                var broker = FakeBroker.start(nameServer.hostAndPort() + ";" + other.hostAndPort(), "broker-a")) {
            assertThat(broker.registrar().outcomes()).hasSize(2);
            assertThat(Asked.brokersOf(other.hostAndPort(), "broker-a")).isPresent();
        }
    }

    @Test
    void aSlaveLearnsItsMasterAndIsToldWhenItLeavesAndComesBack() {
        var client = ClientSettings.of(nameServer.hostAndPort());
        var settings = RegistrationSettings.DEFAULTS;
        var topics = List.of(BrokerTopic.of("orders"));
        var master = FakeBroker.start(client, FakeBrokerTest::inGroup, settings, topics);
        try (var slave = FakeBroker.start(client, broker -> inGroup(broker).withId(1), settings, topics)) {
            assertThat(slave.registrar().master().address()).contains(master.address());

            master.close();
            await().until(() -> slave.registrar().master().address().isEmpty());
            try (var back = FakeBroker.start(client, FakeBrokerTest::inGroup, settings, topics)) {
                await().until(() -> slave.registrar().master().address().equals(Optional.of(back.address())));
            }
            await().until(() -> slave.notices().size() == 3);
            assertThat(slave.notices().get(0)).containsEntry("offlineBrokerAddr", master.address());
        }
    }

    private static Broker inGroup(Broker broker) {
        return broker.withActingMaster(Optional.of(true)).withHaServerAddress("127.0.0.1:1");
    }

    @Test
    void whereNobodyListensItSaysSo() {
        try (var server = ScriptedNameServer.start(question -> Reply.refusal(1, "not today"))) {
            assertThatThrownBy(() -> FakeBroker.start(server.hostAndPort(), "broker-a"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(server.hostAndPort())
                    .hasMessageContaining("not today");
        }
    }

    @Test
    void whereNoNameServerIsKnownItSaysSo() {
        var nowhere =
                ClientSettings.of(NameServers.dns("nowhere.invalid:9876")).withRequestTimeout(Duration.ofMillis(300));

        assertThatThrownBy(() ->
                        FakeBroker.start(nowhere, FakeBrokerTest::inGroup, RegistrationSettings.DEFAULTS, List.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasRootCauseInstanceOf(NameServerException.Unreachable.class);
    }

    @Test
    void itStoresNothing() {
        try (var broker = FakeBroker.start(nameServer.hostAndPort(), "broker-a")) {
            var answer = Asked.ask(broker.address(), RequestCode.GET_CLUSTER_INFO, Map.of());

            assertThat(answer.code()).isEqualTo(3);
            assertThat(answer.remark()).contains("fake broker");
        }
    }
}
