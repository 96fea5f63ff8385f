package io.lodestar.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which known key an unknown one was meant to be. */
class SpellingTest {
    @ParameterizedTest
    @CsvSource({"listenprt,listenPort", "LISTENPORT,listenPort", "kvConfigPathes,kvConfigPath", "bindAdress,bindAddress"
    })
    void aSlipOfTheHandIsUnderstood(String written, String meant) {
        assertThat(Spelling.nearest(written)).contains(meant);
    }

    @Test
    void aNameOfMegabytesIsNoSlipAndTakesNoTime() {
        var name = "x".repeat(10_000_000);

        var nearest = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> Spelling.nearest(name));

        assertThat(nearest).isEqualTo(Optional.empty());
    }
}
