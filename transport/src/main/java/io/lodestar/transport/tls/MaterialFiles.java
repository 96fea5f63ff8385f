package io.lodestar.transport.tls;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The files that say who this side is and whom it trusts, as they stood at one moment.
 *
 * @param own certificate, key and, if there is one, password of the identity, in this order; empty when this side shows none
 * @param trusted the file of authorities, if it is up to one whom to trust
 */
record MaterialFiles(Optional<Identity> identity, List<PemFile> own, Optional<PemFile> trusted) {
    static MaterialFiles read(Optional<Identity> identity, Trust trust) throws TlsException {
        var own = new ArrayList<PemFile>();
        if (identity.isPresent()) {
            own.add(PemFile.read(identity.get().certificate()));
            own.add(PemFile.read(identity.get().key()));
        }
        if (identity.flatMap(Identity::passwordFile).isPresent()) {
            own.add(PemFile.read(identity.flatMap(Identity::passwordFile).get()));
        }
        var trusted = trust instanceof Trust.Authorities authorities
                ? Optional.of(PemFile.read(authorities.file()))
                : Optional.<PemFile>empty();
        return new MaterialFiles(identity, List.copyOf(own), trusted);
    }

    /** Returns a text that differs when the content of a file does. */
    String fingerprint() {
        var whole = sha256();
        own.forEach(file -> whole.update(sha256().digest(file.content())));
        trusted.ifPresent(file -> whole.update(sha256().digest(file.content())));
        return HexFormat.of().formatHex(whole.digest());
    }

    /** Returns what they say, once it was seen to fit together. */
    Material material() throws TlsException {
        var credentials = identity.isPresent()
                ? Optional.of(Credentials.of(identity.get(), own.get(0), own.get(1), password()))
                : Optional.<Credentials>empty();
        var authorities = trusted.isPresent() ? trusted.get().certificates() : List.<X509Certificate>of();
        return new Material(credentials, authorities);
    }

    private String password() {
        return own.size() > 2
                ? own.get(2).firstLine()
                : identity.map(Identity::password).orElse("");
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException("every Java has SHA-256", never);
        }
    }
}
