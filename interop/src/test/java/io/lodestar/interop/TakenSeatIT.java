package io.lodestar.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two brokers that both believe to be the same master, by a copied configuration. */
@ExtendWith(OnStage.class)
final class TakenSeatIT {
    private static final String NAME = "copied";
    private static final Duration PERIOD_AND_A_HALF = Duration.ofSeconds(15);

    private final Scene scene;

    TakenSeatIT(Scene scene) {
        this.scene = scene;
    }

    /** Of ours only: the original gives the seat to whoever registered last. */
    @Test
    void theSecondIsToldWhyAndTakesTheSeatWhenTheFirstIsGone() {
        var nameServer = scene.nameServer(NameServerProgram.LODESTAR);
        var settings = BrokerSettings.master(Release.V5_5_0, NAME, nameServer.address());
        var first = scene.broker(settings);
        first.awaitRegistration(nameServer);

        var second = scene.broker(settings);
        second.process().awaitOutput("CODE: 1  DESC: brokerId 0 of " + NAME + " belongs to " + first.address());
        second.process().awaitOutput("boot success");
        assertThat(addresses(nameServer)).containsExactly(first.address());
        first.kill();

        Waiting.within(PERIOD_AND_A_HALF, "the second broker to take the seat")
                .until(() -> addresses(nameServer).equals(List.of(second.address())));
    }

    private static List<String> addresses(NameServerProcess nameServer) {
        return nameServer.routes().find(NAME).map(Route::addresses).orElse(List.of());
    }
}
