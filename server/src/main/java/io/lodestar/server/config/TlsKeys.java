package io.lodestar.server.config;

import static io.lodestar.server.config.ValueType.flag;
import static io.lodestar.server.config.ValueType.text;

/** The rows of transport security, under the original's names (protocol 6.5). */
public final class TlsKeys {
    private static final KeyTable.Part TLS = KeyTable.part(Section.SECURITY);
    private static final String NO_SECURITY = "connections are not encrypted yet";

    private TlsKeys() {}

    /** Sees to it that the rows are in the table. */
    static void declare() {
        TLS.ignored("tls.server.mode", text("permissive"), NO_SECURITY);
        TLS.ignored("tls.enable", flag(false), NO_SECURITY);
        TLS.ignored("tls.config.file", text("/etc/rocketmq/tls.properties"), NO_SECURITY);
        TLS.ignored("tls.test.mode.enable", flag(true), NO_SECURITY);
        TLS.ignored("tls.server.need.client.auth", text("none"), NO_SECURITY);
        TLS.ignored("tls.server.keyPath", text(""), NO_SECURITY);
        TLS.ignored("tls.server.keyPassword", text(""), NO_SECURITY);
        TLS.ignored("tls.server.certPath", text(""), NO_SECURITY);
        TLS.ignored("tls.server.authClient", flag(false), NO_SECURITY);
        TLS.ignored("tls.server.trustCertPath", text(""), NO_SECURITY);
        TLS.ignored("tls.client.keyPath", text(""), NO_SECURITY);
        TLS.ignored("tls.client.keyPassword", text(""), NO_SECURITY);
        TLS.ignored("tls.client.certPath", text(""), NO_SECURITY);
        TLS.ignored("tls.client.authServer", flag(false), NO_SECURITY);
        TLS.ignored("tls.client.trustCertPath", text(""), NO_SECURITY);
        TLS.ignored("tls.ciphers", text(""), NO_SECURITY);
        TLS.ignored("tls.protocols", text(""), NO_SECURITY);
    }
}
