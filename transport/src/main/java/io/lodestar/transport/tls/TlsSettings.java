package io.lodestar.transport.tls;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a listener encrypts.
 *
 * @param identity what it shows to those who connect; none for a throw-away certificate, made when the first of them comes
 * @param clientCertificates whether it asks them for theirs
 * @param trust which of theirs it takes
 * @param handshakeLimit how long a connection may take until it is encrypted
 */
public record TlsSettings(
        TlsMode mode,
        Optional<Identity> identity,
        ClientCertificates clientCertificates,
        Trust trust,
        Dialect dialect,
        Duration handshakeLimit) {
    /** How long a handshake may take unless something else is said. */
    public static final Duration HANDSHAKE_LIMIT = Duration.ofSeconds(10);

    /** Plain connections only. */
    public static final TlsSettings DISABLED = withThrowAwayCertificate(TlsMode.DISABLED);

    /** Returns what the original does unless told otherwise: any client, and a certificate that nobody can verify. */
    public static TlsSettings withThrowAwayCertificate(TlsMode mode) {
        return new TlsSettings(
                mode,
                Optional.empty(),
                ClientCertificates.NONE,
                new Trust.Anybody(),
                new Dialect(List.of(), List.of()),
                HANDSHAKE_LIMIT);
    }

    /** Returns these settings with another limit for handshakes. */
    public TlsSettings withHandshakeLimit(Duration limit) {
        return new TlsSettings(mode, identity, clientCertificates, trust, dialect, limit);
    }

    /** Returns whether a certificate that a client shows proves who it is. */
    boolean provesClients() {
        return clientCertificates != ClientCertificates.NONE && trust instanceof Trust.Authorities;
    }
}
