package io.lodestar.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.lodestar.server.config.Key;
import io.lodestar.server.config.Settings;
import io.lodestar.server.config.TlsKeys;
import io.lodestar.transport.tls.ClientCertificates;
import io.lodestar.transport.tls.TlsMode;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What settings of transport security mean together. */
class EncryptionPlanTest {
    @Test
    void byDefaultBothKindsOfConnectionsAreTakenAndCallsAreNotEncrypted() throws StartException {
        var plan = plan(Settings.defaults());

        assertThat(plan.server().mode()).isEqualTo(TlsMode.PERMISSIVE);
        assertThat(plan.server().hasFiles()).isFalse();
        assertThat(plan.client().hasFiles()).isFalse();
    }

    @Test
    void enforcingEncryptsCallsTooUnlessToldNotTo() throws StartException {
        var enforcing = Settings.defaults().with(TlsKeys.MODE, TlsMode.ENFORCING);

        assertThat(plan(enforcing).client().hasFiles()).isTrue();
        assertThat(plan(enforcing.with(TlsKeys.CLIENT_ENABLE, "false")).client().hasFiles())
                .isFalse();
    }

    @Test
    void whoWantsNoThrowAwayCertificateAndHasNoOtherTakesPlainConnectionsOnly() throws StartException {
        var settings = Settings.defaults().with(TlsKeys.TEST_MODE, false);

        assertThat(plan(settings).server().mode()).isEqualTo(TlsMode.DISABLED);
        assertRefused(settings.with(TlsKeys.MODE, TlsMode.ENFORCING), TlsKeys.SERVER_CERTIFICATE);
    }

    @ParameterizedTest
    @EnumSource(
            value = TlsMode.class,
            names = {"PERMISSIVE", "ENFORCING"})
    void certificatesOfClientsAreNotAskedForInVain(TlsMode mode) {
        var settings = Settings.defaults().with(TlsKeys.MODE, mode);

        assertRefused(
                settings.with(TlsKeys.CLIENT_CERTIFICATES, ClientCertificates.REQUIRE), TlsKeys.CLIENT_CERTIFICATES);
        assertRefused(settings.with(TlsKeys.VERIFY_CLIENTS, true), TlsKeys.VERIFY_CLIENTS);
    }

    @Test
    void aCertificateWithoutAKeyStopsTheStart() {
        assertRefused(Settings.defaults().with(TlsKeys.SERVER_CERTIFICATE, Path.of("some.pem")), TlsKeys.SERVER_KEY);
    }

    @Test
    void aFileThatIsNotThereStopsTheStart() {
        var settings = Settings.defaults()
                .with(TlsKeys.SERVER_CERTIFICATE, Path.of("no-such.pem"))
                .with(TlsKeys.SERVER_KEY, Path.of("no-such.key"));

        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> plan(settings).server())
                .withMessage("no-such.pem does not exist");
    }

    private static void assertRefused(Settings settings, Key<?> named) {
        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> plan(settings).server())
                .withMessageContaining(named.name());
    }

    private static EncryptionPlan plan(Settings settings) {
        return new EncryptionPlan(settings, Runnable::run, Clock.systemUTC());
    }
}
