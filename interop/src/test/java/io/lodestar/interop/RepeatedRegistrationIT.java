package io.lodestar.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.lodestar.server.NameServer;
import io.lodestar.server.StartException;
import io.lodestar.server.config.Configuration;
import io.lodestar.server.config.Keys;
import io.lodestar.server.config.Settings;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What real brokers say again every ten seconds is known without being read, though each time is stamped anew. They are waited for together. */
final class RepeatedRegistrationIT {
    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest(name = "{0}, compressed {1}")
    @CsvSource({"V5_5_0, false", "V5_5_0, true", "V4_9_7, true"})
    void realBrokersRepeatThemselves(Release release, boolean compressed, @TempDir Path home) throws StartException {
        var settings = Settings.defaults()
                .with(Keys.BIND_ADDRESS, "127.0.0.1")
                .with(Keys.LISTEN_PORT, 0)
                .with(Keys.KV_CONFIG_PATH, home.resolve("kvConfig.json"))
                .with(Keys.CONFIG_STORE_PATH, home.resolve("namesrv.properties"));
        try (var server = NameServer.start(Configuration.of(settings));
                var broker = ApacheBroker.start(
                        BrokerSettings.master(
                                        release,
                                        "repeats",
                                        "127.0.0.1:" + server.address().getPort())
                                .with("registerNameServerPeriod", "10000")
                                .with("compressedRegister", Boolean.toString(compressed)),
                        home.resolve("broker"))) {
            Awaitility.await("registrations of " + broker + " that are not read")
                    .atMost(Duration.ofMinutes(3))
                    .untilAsserted(
                            () -> assertThat(server.registrations().unchanged()).isGreaterThan(1));
            assertThat(server.registrations().refused())
                    .as("registrations refused")
                    .isZero();
        }
    }
}
