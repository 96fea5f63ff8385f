package io.lodestar.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lodestar.client.BrokerGroup;
import io.lodestar.client.ClientSettings;
import io.lodestar.client.route.RouteClient;
import io.lodestar.server.NameServer;
import io.lodestar.server.config.Keys;
import io.lodestar.server.config.Settings;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

class NameServerExtensionTest {

    @Nested
    @ExtendWith(NameServerExtension.class)
    class WithOneServerForTheClass {
        private static final Set<String> SEEN = new HashSet<>();

        // example: AnnotatedTest
        @Test
        void whatABrokerHasIsRouted(FakeBroker broker, RouteClient client) {
            broker.putTopics("orders");

            var route = client.find("orders").join().orElseThrow();

            assertThat(route.groups()).extracting(BrokerGroup::brokerName).containsExactly(broker.name());
        }
        // end of example

        @RepeatedTest(2)
        void testsShareIt(NameServer server, ClientSettings client) {
            SEEN.add(server.hostAndPort());

            assertThat(SEEN).hasSize(1);
            assertThat(client.nameServers()).hasToString(server.hostAndPort());
        }

        @Test
        void eachParameterIsABrokerOfItsOwn(FakeBroker one, FakeBroker other) {
            assertThat(one.name()).isEqualTo("broker-1");
            assertThat(other.name()).isEqualTo("broker-2");
            assertThat(one.address()).isNotEqualTo(other.address());
        }

        @RepeatedTest(2)
        void brokersLeaveWithTheirTest(NameServer server, FakeBroker broker) {
            assertThat(Asked.brokersOf(server.hostAndPort(), broker.name())).hasValue(Set.of("broker-1"));
            assertThat(Asked.brokersOf(server.hostAndPort(), "broker-2")).isEmpty();
        }

        @Nested
        class AndAClassInsideIt {
            @Test
            void thatSharesItToo(NameServer server) {
                SEEN.add(server.hostAndPort());

                assertThat(SEEN).hasSize(1);
            }
        }
    }

    @Nested
    class WithAField {
        // example: RegisteredExtension
        @RegisterExtension
        final NameServerExtension nameServer =
                NameServerExtension.with(Settings.inMemory().with(Keys.ORDER_MESSAGE_ENABLE, true));

        @Test
        void aBrokerThatDiesLeavesNoRoute() {
            var broker = FakeBroker.start(nameServer.hostAndPort(), "broker-a", "orders");
            assertThat(Asked.brokersOf(nameServer.hostAndPort(), "orders")).hasValue(Set.of("broker-a"));

            broker.kill();

            await().until(() ->
                    Asked.brokersOf(nameServer.hostAndPort(), "orders").isEmpty());
        }
        // end of example

        private static final Set<String> SEEN = new HashSet<>();

        @RepeatedTest(2)
        void eachTestHasItsOwn() {
            assertThat(SEEN.add(nameServer.hostAndPort())).isTrue();
        }
    }

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class WithAStaticField {
        @RegisterExtension
        private static final NameServerExtension NAME_SERVER = NameServerExtension.inMemory();

        private String seen = "";

        @BeforeAll
        void thereIsOneBeforeTheTests(FakeBroker broker) {
            seen = NAME_SERVER.hostAndPort();
            broker.putTopics("prepared");
        }

        @RepeatedTest(2)
        void allTestsFindWhatWasPrepared(NameServer server) {
            assertThat(server.hostAndPort()).isEqualTo(seen);
            assertThat(Asked.brokersOf(seen, "prepared")).hasValue(Set.of("broker-1"));
        }
    }

    /** Classes inside have ended by now. */
    @AfterAll
    static void askedTooLateItHasNoServerEither() {
        assertThatThrownBy(WithAStaticField.NAME_SERVER::server).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void askedTooEarlyItSaysWhatToDo() {
        assertThatThrownBy(() -> NameServerExtension.inMemory().server())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("make the field of this extension static");
    }
}
