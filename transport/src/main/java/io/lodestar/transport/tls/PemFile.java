package io.lodestar.transport.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** One file with certificates, a key or its password, as it stood when it was read. */
final class PemFile {
    /** More than any chain takes; the trust stores of whole systems have a fifth of it. */
    static final int MAX_BYTES = 1 << 20;

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]{0,30}?PRIVATE KEY)-----([A-Za-z0-9+/=\\s]++)-----END \\1-----");

    private final Path path;
    private final byte[] content;

    private PemFile(Path path, byte[] content) {
        this.path = path;
        this.content = content;
    }

    static PemFile read(Path path) throws TlsException {
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw new TlsException(path + " is no regular file: to open a pipe would wait for somebody to write");
        }
        try (var bytes = Files.newInputStream(path)) {
            byte[] content = bytes.readNBytes(MAX_BYTES + 1);
            if (content.length > MAX_BYTES) {
                throw new TlsException(path + " is longer than " + MAX_BYTES + " bytes: it is no PEM file");
            }
            return new PemFile(path, content);
        } catch (NoSuchFileException missing) {
            throw new TlsException(path + " does not exist", missing);
        } catch (IOException failure) {
            throw new TlsException(path + " cannot be read: " + failure.getMessage(), failure);
        }
    }

    String firstLine() {
        return new String(content, StandardCharsets.UTF_8).lines().findFirst().orElse("");
    }

    byte[] content() {
        return content;
    }

    List<X509Certificate> certificates() throws TlsException {
        try {
            var factory = CertificateFactory.getInstance("X.509");
            var certificates = factory.generateCertificates(new ByteArrayInputStream(content)).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (certificates.isEmpty()) {
                throw new TlsException(path + " holds no certificate: it must be a PEM file with some");
            }
            return certificates;
        } catch (CertificateException malformed) {
            throw new TlsException(path + " is no PEM file of certificates: " + malformed.getMessage(), malformed);
        }
    }

    /** Returns the key, which is one of this algorithm. */
    PrivateKey key(String algorithm, String password) throws TlsException {
        var block = KEY.matcher(new String(content, StandardCharsets.ISO_8859_1));
        if (!block.find()) {
            throw new TlsException(path + " holds no private key: it must be a PEM file in PKCS#8");
        }
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(block.group(2));
            var encoded = switch (block.group(1)) {
                case "PRIVATE KEY" -> new PKCS8EncodedKeySpec(bytes);
                case "ENCRYPTED PRIVATE KEY" -> decrypted(bytes, password);
                default ->
                    throw new TlsException(path + " holds a key in the form " + block.group(1)
                            + ", not in PKCS#8: convert it with openssl pkcs8 -topk8");
            };
            return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
        } catch (GeneralSecurityException | IOException | IllegalArgumentException unusable) {
            throw new TlsException(
                    path + " holds no " + algorithm
                            + " key that can be read, as its certificate asks for: check the file and the password",
                    unusable);
        }
    }

    private static PKCS8EncodedKeySpec decrypted(byte[] bytes, String password)
            throws GeneralSecurityException, IOException {
        var sealed = new EncryptedPrivateKeyInfo(bytes);
        var parameters = sealed.getAlgParameters();
        // PBES2 is a family; the name of the member stands in the parameters, which print it.
        var name = sealed.getAlgName().equals("PBES2") ? parameters.toString() : sealed.getAlgName();
        var cipher = Cipher.getInstance(name);
        var secret = SecretKeyFactory.getInstance(name).generateSecret(new PBEKeySpec(password.toCharArray()));
        cipher.init(Cipher.DECRYPT_MODE, secret, parameters);
        return sealed.getKeySpec(cipher);
    }
}
