package io.lodestar.client.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be registered, and is said so before it is tried. */
class BrokerTest {
    private static final Broker MASTER = Broker.master("broker-a", "10.0.0.5:10911");
    private static final Heartbeat LEASE_OF_10_S = Heartbeat.NONE.withLease(Duration.ofSeconds(10));

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "broker a", "broker\ta", "broker-a\n"})
    void aNameThatIsNoTopicsIsNoBrokersEither(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Broker.master(name, "10.0.0.5:10911"))
                .withMessageContaining("'" + name + "' is no name of a broker");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MASTER.withCluster(name))
                .withMessageContaining("'" + name + "' is no name of a cluster");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.5", "10.0.0.5:", "10.0.0.5:0", "10.0.0.5:65536", "10.0.0.5:99999", ":1", "a;b:1"})
    void anAddressIsAHostAndAPortThatThereIs(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MASTER.withAddress(address))
                .withMessageContaining("'" + address + "'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MASTER.withHaServerAddress(address))
                .withMessageContaining("'" + address + "'");
    }

    @Test
    void theLastPortIsOne() {
        assertThat(MASTER.withAddress("[::1]:65535").withHaServerAddress("b:1").address())
                .isEqualTo("[::1]:65535");
    }

    @Test
    void aLeaseThatNothingRenewsInTimeIsNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RegistrationSettings.DEFAULTS.withHeartbeat(LEASE_OF_10_S))
                .withMessageContaining("a lease of PT10S")
                .withMessageContaining("PT30S");
        var renewed = RegistrationSettings.DEFAULTS.withHeartbeat(Heartbeat.NONE.withLease(Duration.ofSeconds(31)));
        assertThatIllegalArgumentException().isThrownBy(() -> renewed.withPeriod(Duration.ofSeconds(60)));
        assertThat(renewed.withPeriod(Duration.ofSeconds(20)).heartbeat()).isEqualTo(renewed.heartbeat());
    }
}
