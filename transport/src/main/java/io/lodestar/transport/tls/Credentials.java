package io.lodestar.transport.tls;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/** A certificate, those above it, and the key that fits it. */
record Credentials(PrivateKey key, List<X509Certificate> chain) {
    private static final byte[] SAMPLE = "a key fits a certificate".getBytes(StandardCharsets.US_ASCII);

    /** Takes them from their files, which were read before, and sees to it that they belong together. */
    static Credentials of(Identity identity, PemFile certificate, PemFile key, String password) throws TlsException {
        var chain = certificate.certificates();
        var publicKey = chain.get(0).getPublicKey();
        var privateKey = key.key(publicKey.getAlgorithm(), password);
        if (!fits(privateKey, publicKey)) {
            throw new TlsException("the key " + identity.key() + " is not that of the certificate "
                    + identity.certificate() + ": put the two there that belong together");
        }
        return new Credentials(privateKey, chain);
    }

    /** Why the certificate is of no use at a moment; empty when it is. */
    String flawAt(Instant moment) {
        if (moment.isAfter(expiry())) {
            return "it expired at " + expiry();
        }
        var beginning = chain.get(0).getNotBefore().toInstant();
        return moment.isBefore(beginning) ? "it is not valid before " + beginning : "";
    }

    /** The moment after which the certificate counts no more. */
    Instant expiry() {
        return chain.get(0).getNotAfter().toInstant();
    }

    /** Whom the certificate names. */
    String subject() {
        return chain.get(0).getSubjectX500Principal().getName();
    }

    /** Never the key, which some algorithms print whole. */
    @Override
    public String toString() {
        return "credentials of " + subject();
    }

    private static boolean fits(PrivateKey privateKey, PublicKey publicKey) throws TlsException {
        try {
            var signature = Signature.getInstance(signatureOf(publicKey.getAlgorithm()));
            signature.initSign(privateKey);
            signature.update(SAMPLE);
            byte[] signed = signature.sign();
            signature.initVerify(publicKey);
            signature.update(SAMPLE);
            return signature.verify(signed);
        } catch (GeneralSecurityException unusable) {
            throw new TlsException("the key cannot be used: " + unusable.getMessage(), unusable);
        }
    }

    private static String signatureOf(String keyAlgorithm) {
        return switch (keyAlgorithm) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> keyAlgorithm;
        };
    }
}
