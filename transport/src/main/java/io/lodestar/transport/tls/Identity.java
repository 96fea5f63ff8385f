package io.lodestar.transport.tls;

import java.nio.file.Path;

/**
 * Where this side's certificate and its key are.
 *
 * @param certificate PEM: the certificate, then those of the authorities between it and the root
 * @param key PEM, PKCS#8
 * @param password of the key; empty when it has none
 */
public record Identity(Path certificate, Path key, String password) {
    @Override
    public String toString() {
        return "certificate " + certificate + " with key " + key;
    }
}
