package io.lodestar.server;

import io.lodestar.server.config.Key;
import io.lodestar.server.config.Settings;
import io.lodestar.server.config.TlsKeys;
import io.lodestar.transport.tls.ClientCertificates;
import io.lodestar.transport.tls.Dialect;
import io.lodestar.transport.tls.Identity;
import io.lodestar.transport.tls.TlsClient;
import io.lodestar.transport.tls.TlsException;
import io.lodestar.transport.tls.TlsMode;
import io.lodestar.transport.tls.TlsServer;
import io.lodestar.transport.tls.TlsSettings;
import io.lodestar.transport.tls.Trust;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How connections are encrypted, as the settings say. */
final class EncryptionPlan {
    private static final Logger LOG = LoggerFactory.getLogger(EncryptionPlan.class);

    private final Settings settings;
    private final Executor handshakes;
    private final Clock clock;

    /**
     * Reads the settings of transport security.
     *
     * @param handshakes compute what handshakes need; may refuse
     */
    EncryptionPlan(Settings settings, Executor handshakes, Clock clock) {
        this.settings = settings;
        this.handshakes = handshakes;
        this.clock = clock;
    }

    /** Returns what encrypts connections that come in. */
    TlsServer server() throws StartException {
        var identity = identity(
                TlsKeys.SERVER_CERTIFICATE,
                TlsKeys.SERVER_KEY,
                settings.get(TlsKeys.SERVER_KEY_PASSWORD),
                path(TlsKeys.SERVER_KEY_PASSWORD_FILE));
        var mode = identity.isPresent() ? settings.get(TlsKeys.MODE) : modeWithoutCertificate();
        var tls = new TlsSettings(
                mode,
                identity,
                settings.get(TlsKeys.CLIENT_CERTIFICATES),
                Trust.of(settings.get(TlsKeys.VERIFY_CLIENTS), path(TlsKeys.SERVER_TRUST)),
                dialect(),
                Duration.ofSeconds(settings.get(TlsKeys.HANDSHAKE_MAX_SECONDS)));
        try {
            return TlsServer.open(tls, handshakes, clock);
        } catch (TlsException unusable) {
            throw new StartException(String.valueOf(unusable.getMessage()), unusable);
        }
    }

    /** Returns what encrypts connections to brokers. */
    TlsClient client() throws StartException {
        if (!encryptsCalls()) {
            return TlsClient.DISABLED;
        }
        try {
            return TlsClient.open(
                    identity(
                            TlsKeys.CLIENT_CERTIFICATE,
                            TlsKeys.CLIENT_KEY,
                            settings.get(TlsKeys.CLIENT_KEY_PASSWORD),
                            path(TlsKeys.CLIENT_KEY_PASSWORD_FILE)),
                    Trust.of(settings.get(TlsKeys.VERIFY_BROKERS), path(TlsKeys.CLIENT_TRUST)),
                    dialect(),
                    handshakes,
                    clock);
        } catch (TlsException unusable) {
            throw new StartException(String.valueOf(unusable.getMessage()), unusable);
        }
    }

    private boolean encryptsCalls() {
        var given = settings.get(TlsKeys.CLIENT_ENABLE);
        return given.isEmpty() ? settings.get(TlsKeys.MODE) == TlsMode.ENFORCING : Boolean.parseBoolean(given);
    }

    /** As in the original, whoever configures nothing can be reached by TLS clients all the same; whoever asks for more must configure it. */
    private TlsMode modeWithoutCertificate() throws StartException {
        var mode = settings.get(TlsKeys.MODE);
        if (mode == TlsMode.DISABLED) {
            return mode;
        }
        if (settings.get(TlsKeys.VERIFY_CLIENTS)
                || settings.get(TlsKeys.CLIENT_CERTIFICATES) == ClientCertificates.REQUIRE) {
            throw new StartException(
                    "tls.server.authClient and tls.server.need.client.auth need a certificate of this server's own:"
                            + " set tls.server.certPath and tls.server.keyPath");
        }
        if (settings.get(TlsKeys.TEST_MODE)) {
            if (mode == TlsMode.ENFORCING) {
                LOG.warn(
                        "tls.server.mode=enforcing without tls.server.certPath: connections are encrypted with a throw-away certificate that"
                                + " no client can verify; whoever sits in between can read and change everything");
            }
            return mode;
        }
        if (mode == TlsMode.ENFORCING) {
            throw new StartException(
                    "tls.server.mode=enforcing needs a certificate: set tls.server.certPath and tls.server.keyPath");
        }
        LOG.warn("TLS clients are turned away: tls.test.mode.enable=false and there is no tls.server.certPath");
        return TlsMode.DISABLED;
    }

    private Optional<Identity> identity(
            Key<Path> certificate, Key<Path> key, String password, Optional<Path> passwordFile) throws StartException {
        var certificatePath = path(certificate);
        var keyPath = path(key);
        if (certificatePath.isPresent() != keyPath.isPresent()) {
            throw new StartException(certificate + " and " + key + " belong together: set both or neither");
        }
        return certificatePath.map(file -> new Identity(file, keyPath.orElseThrow(), password, passwordFile));
    }

    private Optional<Path> path(Key<Path> key) {
        return Optional.of(settings.get(key)).filter(file -> !file.toString().isEmpty());
    }

    private Dialect dialect() {
        return new Dialect(list(settings.get(TlsKeys.CIPHERS)), list(settings.get(TlsKeys.PROTOCOLS)));
    }

    private static List<String> list(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::trim)
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
