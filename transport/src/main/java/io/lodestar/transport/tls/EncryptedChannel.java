package io.lodestar.transport.tls;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.Future;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Encrypts one channel, and notes on it whom the peer has proved to be. */
final class EncryptedChannel extends SslHandler {
    /** Whom the peer's certificate names; only where it was verified. */
    static final AttributeKey<Optional<String>> PEER = AttributeKey.valueOf(EncryptedChannel.class, "peer");

    private static final Logger LOG = LoggerFactory.getLogger(EncryptedChannel.class);
    /** How long a channel that closes waits for a peer that does not read. */
    private static final Duration GOODBYE_LIMIT = Duration.ofMillis(200);

    private EncryptedChannel(SSLEngine engine, HandshakeTasks tasks) {
        super(engine, tasks);
    }

    /**
     * Returns a new one.
     *
     * @param threads compute what the handshake needs
     * @param provesPeer whether a certificate that the peer shows proves who it is
     */
    static EncryptedChannel of(SSLEngine engine, Executor threads, Duration handshakeLimit, boolean provesPeer) {
        var tasks = new HandshakeTasks(threads);
        var handler = new EncryptedChannel(engine, tasks);
        handler.setHandshakeTimeoutMillis(handshakeLimit.toMillis());
        handler.setCloseNotifyFlushTimeoutMillis(GOODBYE_LIMIT.toMillis());
        var unused = handler.handshakeFuture().addListener((Future<Channel> handshake) -> {
            tasks.end();
            if (handshake.isSuccess() && provesPeer) {
                handshake.getNow().attr(PEER).set(subject(engine));
            }
        });
        return handler;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) throws Exception {
        super.exceptionCaught(context, Failures.told(cause));
    }

    private static Optional<String> subject(SSLEngine engine) {
        try {
            var certificate = (X509Certificate) engine.getSession().getPeerCertificates()[0];
            return Optional.of(certificate.getSubjectX500Principal().getName());
        } catch (SSLPeerUnverifiedException none) {
            LOG.debug("A peer shows no certificate: {}", none.getMessage());
            return Optional.empty();
        }
    }
}
