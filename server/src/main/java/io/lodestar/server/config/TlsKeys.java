package io.lodestar.server.config;

import static io.lodestar.server.config.ValueType.fileOrNone;
import static io.lodestar.server.config.ValueType.flag;
import static io.lodestar.server.config.ValueType.flagOrNone;
import static io.lodestar.server.config.ValueType.number;
import static io.lodestar.server.config.ValueType.oneOf;
import static io.lodestar.server.config.ValueType.text;

import io.lodestar.transport.tls.ClientCertificates;
import io.lodestar.transport.tls.TlsMode;
import java.nio.file.Path;
import java.util.Set;

/** The rows of transport security, under the original's names (protocol 6.5), which are those of system properties, too. */
public final class TlsKeys {
    private static final KeyTable.Part TLS = KeyTable.part(Section.SECURITY);

    public static final Key<TlsMode> MODE = TLS.refused(
            "tls.server.mode",
            oneOf(TlsMode.PERMISSIVE, TlsMode.values()),
            "Whether connections may be encrypted: `disabled` takes plain ones only, `permissive` takes either on the same port, `enforcing` takes"
                    + " encrypted ones only.");
    public static final Key<String> CLIENT_ENABLE = TLS.refused(
            "tls.enable",
            flagOrNone(),
            "Whether connections to brokers (code 905) are encrypted. Without it they are if tls.server.mode is enforcing.");
    public static final Key<Path> CONFIG_FILE = TLS.refused(
            "tls.config.file",
            fileOrNone("/etc/rocketmq/tls.properties"),
            "A property file with keys of this section, which count more than those given elsewhere; tls.server.mode and tls.enable in it do not"
                    + " count. The default need not exist.");
    public static final Key<Boolean> TEST_MODE = TLS.refused(
            "tls.test.mode.enable",
            flag(true),
            "Whether a server without tls.server.certPath shows TLS clients a certificate that it makes itself, which proves nothing;"
                    + " otherwise it turns them away. The original shows such a one even if there is a better.");
    public static final Key<ClientCertificates> CLIENT_CERTIFICATES = TLS.refused(
            "tls.server.need.client.auth",
            oneOf(ClientCertificates.NONE, ClientCertificates.values()),
            "Whether TLS clients are asked for a certificate (`optional`), and must have one (`require`).");
    public static final Key<Path> SERVER_KEY = TLS.refused(
            "tls.server.keyPath",
            fileOrNone(),
            "The key of the certificate: PEM, PKCS#8. Read again when its content changes, as the other files of certificates are.");
    public static final Key<String> SERVER_KEY_PASSWORD =
            TLS.refused("tls.server.keyPassword", text(""), "The password of tls.server.keyPath, if it has one.");
    public static final Key<Path> SERVER_KEY_PASSWORD_FILE = TLS.refused(
            "tls.server.keyPasswordPath",
            fileOrNone(),
            "A file whose first line is that password, in place of tls.server.keyPassword; read again when it changes.");
    public static final Key<Path> SERVER_CERTIFICATE = TLS.refused(
            "tls.server.certPath",
            fileOrNone(),
            "The certificate that TLS clients see: PEM, followed by those between it and the root.");
    public static final Key<Boolean> VERIFY_CLIENTS = TLS.refused(
            "tls.server.authClient",
            flag(false),
            "Whether the certificates of clients are verified; if not, any is taken and proves nothing.");
    public static final Key<Path> SERVER_TRUST = TLS.refused(
            "tls.server.trustCertPath",
            fileOrNone(),
            "The authorities whose clients are let in: PEM. Without it they are those that Java trusts.");
    public static final Key<Path> CLIENT_KEY =
            TLS.refused("tls.client.keyPath", fileOrNone(), "The key of tls.client.certPath: PEM, PKCS#8.");
    public static final Key<String> CLIENT_KEY_PASSWORD =
            TLS.refused("tls.client.keyPassword", text(""), "The password of tls.client.keyPath, if it has one.");
    public static final Key<Path> CLIENT_KEY_PASSWORD_FILE = TLS.refused(
            "tls.client.keyPasswordPath", fileOrNone(), "A file whose first line is that password, in its place.");
    public static final Key<Path> CLIENT_CERTIFICATE = TLS.refused(
            "tls.client.certPath", fileOrNone(), "The certificate that brokers see if they ask for one: PEM.");
    public static final Key<Boolean> VERIFY_BROKERS =
            TLS.refused("tls.client.authServer", flag(false), "Whether the certificates of brokers are verified.");
    public static final Key<Path> CLIENT_TRUST = TLS.refused(
            "tls.client.trustCertPath",
            fileOrNone(),
            "The authorities whose brokers are trusted: PEM. Without it they are those that Java trusts.");
    public static final Key<String> CIPHERS = TLS.refused(
            "tls.ciphers",
            text(""),
            "The ciphers that may be used, separated by commas; without it, those that are thought safe.");
    public static final Key<String> PROTOCOLS = TLS.refused(
            "tls.protocols",
            text(""),
            "The protocols that may be used, separated by commas; without it, TLSv1.3 and TLSv1.2.");
    public static final Key<Integer> HANDSHAKE_MAX_SECONDS = TLS.refused(
            "tls.server.handshakeMaxSeconds",
            number(10, 1, 600),
            "Seconds from a TLS client's first byte after which its connection is closed unless it is encrypted by then.");

    /** What the original takes from system properties alone. */
    static final Set<Key<?>> NOT_IN_TLS_FILE = Set.of(MODE, CLIENT_ENABLE, CONFIG_FILE);

    private TlsKeys() {}

    /** Sees to it that the rows are in the table. */
    static void declare() {
        // their class is loaded by this call
    }
}
