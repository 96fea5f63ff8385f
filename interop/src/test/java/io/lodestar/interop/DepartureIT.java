package io.lodestar.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** No client is sent to a broker that has gone. */
@ExtendWith(OnStage.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DepartureIT {
    private static final Duration A_SECOND = Duration.ofSeconds(1);

    private final NameServerProcess nameServer;
    private final List<ApacheBroker> brokers;

    DepartureIT(Scene scene) {
        nameServer = scene.nameServer(NameServerProgram.underTest());
        brokers = Stream.of(Release.values())
                .map(release -> BrokerSettings.master(release, "leaving-" + release.version(), nameServer.address()))
                .map(scene::broker)
                .toList();
    }

    @BeforeEach
    void bringBackWhoIsGone() {
        brokers.forEach(ApacheBroker::ensureRunning);
        brokers.forEach(broker -> broker.awaitRegistration(nameServer));
    }

    @Test
    void aKilledBrokerIsInNoRouteWithinASecond() {
        for (var broker : brokers) {
            broker.kill();

            Waiting.within(A_SECOND, "no route to the killed " + broker.name())
                    .until(() -> !broker.isRoutedBy(nameServer));
            assertThat(brokers.stream().filter(ApacheBroker::isRunning))
                    .as("brokers that stay")
                    .allMatch(staying -> staying.isRoutedBy(nameServer));
        }
    }

    @Test
    void aStoppedBrokerIsInNoRouteWithinASecond() {
        brokers.forEach(ApacheBroker::terminate);

        for (var broker : brokers) {
            broker.awaitExit();

            Waiting.within(A_SECOND, "no route to the stopped " + broker.name())
                    .until(() -> !broker.isRoutedBy(nameServer));
        }
    }
}
