package io.lodestar.transport;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;

/** An authority, and what it signs: certificates as tests need them, and clients that show them. */
final class Pki {
    private static final Instant NOW = Instant.now();

    private final X509Bundle authority;

    @SuppressWarnings("IllegalCatch") // the builder announces just any exception
    Pki(String name) {
        try {
            authority = new CertificateBuilder()
                    .subject("CN=" + name)
                    .ecp256()
                    .setIsCertificateAuthority(true)
                    .buildSelfSigned();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    X509Bundle authority() {
        return authority;
    }

    /** Signs a certificate that is good for a day. */
    X509Bundle signed(String subject) {
        return sign(new CertificateBuilder().subject(subject).ecp256(), Duration.ofDays(1));
    }

    /** Signs a certificate for whoever has this IP address. */
    X509Bundle of(String address) {
        var builder = new CertificateBuilder().subject("CN=" + address).ecp256();
        return sign(builder.addSanIpAddress(address), Duration.ofDays(1));
    }

    /** Signs another certificate for a key that has one. */
    X509Bundle renewed(X509Bundle old, String subject) {
        return sign(new CertificateBuilder().subject(subject).keyPair(old.getKeyPair()), Duration.ofDays(1));
    }

    /** Signs a certificate that has expired for so long. */
    X509Bundle expired(String subject, Duration ago) {
        return sign(new CertificateBuilder().subject(subject).ecp256(), ago.negated());
    }

    @SuppressWarnings("IllegalCatch")
    private X509Bundle sign(CertificateBuilder builder, Duration left) {
        try {
            return builder.notBefore(NOW.minus(Duration.ofDays(30)))
                    .notAfter(NOW.plus(left))
                    .buildIssuedBy(authority);
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** The key of a certificate as PEM that only this password opens. */
    static String encrypted(X509Bundle bundle, String password) {
        try {
            var name = "PBEWithSHA1AndDESede";
            var secret = SecretKeyFactory.getInstance(name).generateSecret(new PBEKeySpec(password.toCharArray()));
            var cipher = Cipher.getInstance(name);
            cipher.init(Cipher.ENCRYPT_MODE, secret);
            byte[] bytes = cipher.doFinal(bundle.getKeyPair().getPrivate().getEncoded());
            byte[] sealed = new EncryptedPrivateKeyInfo(cipher.getParameters(), bytes).getEncoded();
            return "-----BEGIN ENCRYPTED PRIVATE KEY-----\n"
                    + Base64.getMimeEncoder().encodeToString(sealed)
                    + "\n-----END ENCRYPTED PRIVATE KEY-----\n";
        } catch (GeneralSecurityException | IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Connects, and shakes hands as a client that takes any certificate and shows this one. */
    static SSLSocket connect(InetSocketAddress address, Optional<X509Bundle> shown) throws IOException {
        return encrypt(new Socket(address.getAddress(), address.getPort()), shown);
    }

    static SSLSocket encrypt(Socket plain, Optional<X509Bundle> shown) throws IOException {
        var socket = unshaken(plain, shown);
        socket.startHandshake();
        return socket;
    }

    /** Returns a client that has not begun its handshake, and shows no certificate. */
    static SSLSocket unshaken(Socket plain) throws IOException {
        return unshaken(plain, Optional.empty());
    }

    private static SSLSocket unshaken(Socket plain, Optional<X509Bundle> shown) throws IOException {
        plain.setSoTimeout(20_000);
        return (SSLSocket) context(shown).getSocketFactory().createSocket(plain, "localhost", plain.getPort(), true);
    }

    private static SSLContext context(Optional<X509Bundle> shown) {
        try {
            var context = SSLContext.getInstance("TLS");
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            if (shown.isPresent()) {
                store = shown.get().toKeyStore(new char[0]);
            }
            keys.init(store, new char[0]);
            var own = (X509ExtendedKeyManager) keys.getKeyManagers()[0];
            context.init(new KeyManager[] {new ShowsAnyway(own)}, new TrustManager[] {new TakesAll()}, null);
            return context;
        } catch (GeneralSecurityException | IOException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
