package io.lodestar.client.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.lodestar.client.NameServerException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A registrar whose name servers are still being looked up. */
class UnknownServersTest {
    private final FakeRemote remote = new FakeRemote();

    private BrokerRegistrar start() {
        var broker = Broker.master("broker-a", "10.0.0.5:10911");
        return BrokerRegistrar.start(
                remote, Clock.systemUTC(), Edition.first(broker, List.of()), RegistrationSettings.DEFAULTS);
    }

    @Test
    void whoRegistersWaitsForTheFirstNameServers() {
        try (var registrar = start()) {
            var told = registrar.register();
            assertThat(told).as("nobody is known who could have it").isNotDone();

            remote.servers("a:9876", "b:9876");

            assertThat(told).isCompletedWithValueMatching(outcomes -> outcomes.size() == 2);
        }
    }

    @Test
    void whoRegistersIsToldWhenNoneBecomesKnown() {
        try (var registrar = start()) {
            var told = registrar.register();

            remote.serversStayUnknown();

            assertThat(told)
                    .failsWithin(Duration.ZERO)
                    .withThrowableThat()
                    .withCauseInstanceOf(NameServerException.Unreachable.class);
            remote.servers("a:9876");
            assertThat(registrar.register()).isCompletedWithValueMatching(outcomes -> outcomes.size() == 1);
        }
    }

    @Test
    void whatIsAskedAfterTheCloseEnds() {
        var registrar = start();
        registrar.close();

        assertThat(registrar.register()).isCompletedWithValueMatching(outcomes -> outcomes.isEmpty());
    }
}
