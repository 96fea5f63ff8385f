package io.lodestar.client.remote;

import io.lodestar.client.TlsOptions;
import io.lodestar.transport.tls.Dialect;
import io.lodestar.transport.tls.Identity;
import io.lodestar.transport.tls.TlsClient;
import io.lodestar.transport.tls.TlsException;
import io.lodestar.transport.tls.Trust;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/** What options for encryption mean to the transport. */
final class Encryption {
    private Encryption() {}

    /**
     * Reads the files.
     *
     * @throws IllegalArgumentException when they are of no use
     */
    static TlsClient open(TlsOptions options, Executor workers) {
        if (!options.isEnabled()) {
            return TlsClient.DISABLED;
        }
        try {
            var client = TlsClient.open(
                    identity(options), trust(options), new Dialect(List.of(), List.of()), workers, Clock.systemUTC());
            return options.hasHostNames() ? client.comparingNames() : client;
        } catch (TlsException unusable) {
            throw new IllegalArgumentException(
                    "connections to name servers cannot be encrypted: " + unusable.getMessage(), unusable);
        }
    }

    private static Trust trust(TlsOptions options) {
        return switch (options.trusted()) {
            case NOBODY, ANYBODY -> new Trust.Anybody();
            case PUBLIC_AUTHORITIES -> new Trust.PublicAuthorities();
            case AUTHORITIES -> new Trust.Authorities(options.authorities().orElseThrow());
        };
    }

    private static Optional<Identity> identity(TlsOptions options) {
        return options.certificate()
                .map(own -> new Identity(own.certificate(), own.key(), own.password(), Optional.empty()));
    }
}
