package io.lodestar.transport.tls;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where this side's certificate and its key are.
 *
 * @param certificate PEM: the certificate, then those of the authorities between it and the root
 * @param key PEM, PKCS#8
 * @param password of the key; empty when it has none
 * @param passwordFile whose first line is the password, in place of the above
 */
public record Identity(Path certificate, Path key, String password, Optional<Path> passwordFile) {
    /** An identity whose key has no password. */
    public static Identity of(Path certificate, Path key) {
        return new Identity(certificate, key, "", Optional.empty());
    }

    @Override
    public String toString() {
        return "certificate " + certificate + " with key " + key;
    }
}
