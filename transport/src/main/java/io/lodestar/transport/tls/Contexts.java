package io.lodestar.transport.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.util.ReferenceCountUtil;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Makes what the library needs to encrypt connections, once for many of them. */
final class Contexts {
    /** Of sessions that may be taken up again; with the usual ones the peer keeps them itself. */
    private static final int MAX_SESSIONS = 1_024;

    private static final int SESSION_SECONDS = 3_600;

    private Contexts() {}

    static SslContext ofServer(TlsSettings settings, Material material) throws TlsException {
        var own = material.credentials().orElseThrow();
        var builder = SslContextBuilder.forServer(own.key(), own.chain())
                .clientAuth(ClientAuth.valueOf(settings.clientCertificates().name()));
        return build(builder, settings.trust(), settings.dialect(), material);
    }

    /** Names are not compared unless the connection says so: brokers are dialled by address, and most certificates do not have those. */
    static SslContext ofClient(Trust trust, Dialect dialect, Material material) throws TlsException {
        var builder = SslContextBuilder.forClient().endpointIdentificationAlgorithm("");
        material.credentials().ifPresent(own -> builder.keyManager(own.key(), own.chain()));
        return build(builder, trust, dialect, material);
    }

    /** Returns the name of the library that does the work. */
    static String provider() {
        return OpenSsl.isAvailable() ? OpenSsl.versionString() : "the JDK";
    }

    private static SslContext build(SslContextBuilder builder, Trust trust, Dialect dialect, Material material)
            throws TlsException {
        if (trust instanceof Trust.Anybody) {
            builder.trustManager(InsecureTrustManagerFactory.INSTANCE);
        } else if (trust instanceof Trust.Authorities) {
            builder.trustManager(material.authorities());
        }
        try {
            var context = builder.sslProvider(OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK)
                    .protocols(dialect.protocols())
                    .sessionCacheSize(MAX_SESSIONS)
                    .sessionTimeout(SESSION_SECONDS);
            Optional.of(dialect.ciphers()).filter(named -> !named.isEmpty()).ifPresent(context::ciphers);
            return tried(context.build());
        } catch (SSLException | IllegalArgumentException unusable) {
            throw new TlsException(
                    "connections cannot be encrypted (" + unusable.getMessage()
                            + "): check tls.ciphers, tls.protocols and the certificate",
                    unusable);
        }
    }

    /** Names of ciphers and protocols are looked at here only; and the first connection finds the classes loaded. */
    private static SslContext tried(SslContext context) {
        var unused = ReferenceCountUtil.release(context.newEngine(ByteBufAllocator.DEFAULT));
        return context;
    }
}
