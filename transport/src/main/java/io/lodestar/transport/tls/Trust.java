package io.lodestar.transport.tls;

import java.nio.file.Path;
import java.util.Optional;

/** Which peers' certificates are taken. */
public sealed interface Trust {
    /** Any, so they prove nothing. */
    record Anybody() implements Trust {}

    /** Those that the Java installation trusts. */
    record PublicAuthorities() implements Trust {}

    /** Those signed by an authority, or equal to a certificate, of this PEM file. */
    record Authorities(Path file) implements Trust {}

    /** Returns what the original's two settings say together. */
    static Trust of(boolean verify, Optional<Path> authorities) {
        if (!verify) {
            return new Anybody();
        }
        return authorities.isPresent() ? new Authorities(authorities.get()) : new PublicAuthorities();
    }
}
