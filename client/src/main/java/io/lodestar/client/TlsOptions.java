package io.lodestar.client;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Whether and how connections to name servers are encrypted. Immutable.
 *
 * <p>Files are PEM; changed ones are read again within a minute, for the connections that are opened from then on.
 */
public final class TlsOptions {
    /** Plain connections: the default. */
    public static final TlsOptions DISABLED = new TlsOptions(Trusted.NOBODY, Optional.empty(), Optional.empty(), false);

    private final Trusted trusted;
    private final Optional<Path> authorities;
    private final Optional<ClientCertificate> certificate;
    private final boolean namesCompared;

    private TlsOptions(
            Trusted trusted,
            Optional<Path> authorities,
            Optional<ClientCertificate> certificate,
            boolean namesCompared) {
        this.namesCompared = namesCompared;
        this.trusted = trusted;
        this.authorities = authorities;
        this.certificate = certificate;
    }

    /**
     * Encrypts, and takes any certificate, as name servers with a throw-away certificate need it: who listens in learns nothing, but whoever stands in
     * between is not noticed.
     */
    public static TlsOptions trustingAnybody() {
        return new TlsOptions(Trusted.ANYBODY, Optional.empty(), Optional.empty(), false);
    }

    /** Encrypts, and takes the certificates that the Java installation trusts, if they name the host as {@link NameServers} has it. */
    public static TlsOptions trustingPublicAuthorities() {
        return new TlsOptions(Trusted.PUBLIC_AUTHORITIES, Optional.empty(), Optional.empty(), true);
    }

    /**
     * Encrypts, and takes only certificates that are in this file, or signed by an authority that is, if they name the host as {@link NameServers} has it: its name or its
     * address. Where certificates name no hosts, {@link #withoutHostNames()} lets anybody pass to whom the authority gave one, a broker or a client, say.
     */
    public static TlsOptions trusting(Path authorities) {
        return new TlsOptions(Trusted.AUTHORITIES, Optional.of(authorities), Optional.empty(), true);
    }

    /**
     * Returns these options with a certificate of this program's own, for name servers that ask for one.
     *
     * @throws IllegalStateException when connections are not encrypted
     */
    public TlsOptions withCertificate(ClientCertificate own) {
        if (trusted == Trusted.NOBODY) {
            throw new IllegalStateException("plain connections show no certificate: begin with TlsOptions.trusting(…)");
        }
        return new TlsOptions(trusted, authorities, Optional.of(own), namesCompared);
    }

    /** Returns these options for name servers whose certificates do not name them: any certificate passes that the authorities signed. */
    public TlsOptions withoutHostNames() {
        return new TlsOptions(trusted, authorities, certificate, false);
    }

    /** Returns whether a certificate must name the host that was dialled. */
    public boolean hasHostNames() {
        return namesCompared;
    }

    /** Returns whether connections are encrypted. */
    public boolean isEnabled() {
        return trusted != Trusted.NOBODY;
    }

    /** Returns whose certificates are taken. */
    public Trusted trusted() {
        return trusted;
    }

    /** Returns the file with the authorities; there is one only with {@link Trusted#AUTHORITIES}. */
    public Optional<Path> authorities() {
        return authorities;
    }

    /** Returns this program's own certificate. */
    public Optional<ClientCertificate> certificate() {
        return certificate;
    }

    @Override
    public String toString() {
        return trusted
                + authorities.map(file -> " of " + file).orElse("")
                + certificate.map(own -> ", " + own).orElse("");
    }

    /** Whose certificates are taken. */
    public enum Trusted {
        /** Connections are plain. */
        NOBODY,
        /** Anybody's. */
        ANYBODY,
        /** Those that the Java installation trusts. */
        PUBLIC_AUTHORITIES,
        /** Those of a file. */
        AUTHORITIES
    }

    /**
     * A program's own certificate, in files.
     *
     * @param certificate the certificate, then those of the authorities between it and the root
     * @param key its key, PKCS#8
     * @param password of the key; empty when it has none
     */
    public record ClientCertificate(Path certificate, Path key, String password) {
        /** Returns a certificate whose key has no password. */
        public static ClientCertificate of(Path certificate, Path key) {
            return new ClientCertificate(certificate, key, "");
        }

        /** Names the files, never the password. */
        @Override
        public String toString() {
            return "certificate " + certificate + " with key " + key;
        }
    }
}
