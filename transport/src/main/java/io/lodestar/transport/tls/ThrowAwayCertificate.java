package io.lodestar.transport.tls;

import io.netty.handler.ssl.util.SelfSignedCertificate;
import java.security.cert.CertificateException;
import java.util.List;

/** A certificate that names the local host, vouches for itself, and is gone with the process. */
final class ThrowAwayCertificate {
    private static final int CURVE_BITS = 256;

    private ThrowAwayCertificate() {}

    /** Makes one. That takes a second or so: the JDK can make certificates only with its keytool, a process of its own. */
    @SuppressWarnings(
            "deprecation") // as a warning to those who would rely on it; what is to replace it brings BouncyCastle
    // along
    static Credentials make() throws TlsException {
        try {
            var made = new SelfSignedCertificate("localhost", "EC", CURVE_BITS);
            made.delete(); // the files; the certificate and the key are in memory
            return new Credentials(made.key(), List.of(made.cert()));
        } catch (CertificateException failure) {
            throw new TlsException(
                    "no throw-away certificate can be made (" + failure.getMessage()
                            + "): set tls.server.certPath and tls.server.keyPath",
                    failure);
        }
    }
}
