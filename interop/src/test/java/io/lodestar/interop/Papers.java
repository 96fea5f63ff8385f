package io.lodestar.interop;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.util.Map;
import javax.net.ssl.KeyManager;

/** An authority, and files with what it signs. */
final class Papers {
    private final Path folder;
    private final X509Bundle authority;

    /** Makes an authority; its own certificate is in {@code NAME.pem}. */
    @SuppressWarnings("IllegalCatch") // the builder announces just any exception
    Papers(Path folder, String name) {
        this.folder = folder;
        try {
            authority = new CertificateBuilder()
                    .subject("CN=" + name)
                    .rsa2048()
                    .setIsCertificateAuthority(true)
                    .buildSelfSigned();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
        replace(name + ".pem", authority.getCertificatePEM());
    }

    X509Bundle signed(String subject) {
        return sign(new CertificateBuilder().subject("CN=" + subject).rsa2048());
    }

    /** Signs another certificate for a key that has one. */
    X509Bundle renewed(X509Bundle old, String subject) {
        return sign(new CertificateBuilder().subject("CN=" + subject).keyPair(old.getKeyPair()));
    }

    /** The files of one side, as settings for its role: {@code server} or {@code client}. */
    Map<String, String> settings(String role, String name) {
        var shown = signed(name);
        replace(name + ".crt", shown.getCertificatePathPEM());
        replace(name + ".key", shown.getPrivateKeyPEM());
        return Map.of(
                "tls." + role + ".certPath", path(name + ".crt").toString(),
                "tls." + role + ".keyPath", path(name + ".key").toString(),
                "tls." + role + ".trustCertPath",
                        path(authority
                                                .getCertificate()
                                                .getSubjectX500Principal()
                                                .getName()
                                                .substring(3) + ".pem")
                                .toString());
    }

    String authorityText() {
        return authority.getCertificatePEM();
    }

    /** What a JVM's own TLS client needs to show a new certificate. */
    KeyManager[] keys(String subject) {
        try {
            return signed(subject).toKeyManagerFactory().getKeyManagers();
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    Path path(String file) {
        return folder.resolve(file);
    }

    /** Replaces a file at one stroke, as tools that renew certificates do. */
    void replace(String file, String text) {
        try {
            var fresh = Files.writeString(path(file + ".new"), text);
            Files.move(fresh, path(file), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @SuppressWarnings("IllegalCatch")
    private X509Bundle sign(CertificateBuilder builder) {
        try {
            return builder.buildIssuedBy(authority);
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }
}
