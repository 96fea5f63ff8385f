package io.lodestar.transport.tls;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SniHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.AsyncMapping;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/**
 * Waits for the first message of a client that wants to be encrypted, and only then for what the server needs for that: a connection that
 * says no more than its first byte costs no engine.
 */
final class ClientHello extends SniHandler {
    /** That of today's clients takes a tenth of it. */
    static final int MAX_BYTES = 16 * 1024;

    /** The library takes no time at all for all time. */
    private static final Duration SOON = Duration.ofMillis(1);

    private final Duration limit;
    private final BiFunction<SSLEngine, Duration, SslHandler> encrypt;
    private final long begunAtNanos = System.nanoTime();

    /**
     * Creates one for a connection whose first byte is here.
     *
     * @param limit how long it may take from now on until the connection is encrypted
     * @param encrypt is told what is left of that
     */
    ClientHello(
            AsyncMapping<String, SslContext> contexts,
            Duration limit,
            BiFunction<SSLEngine, Duration, SslHandler> encrypt) {
        super(contexts, MAX_BYTES, limit.toMillis());
        this.limit = limit;
        this.encrypt = encrypt;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
        if (in.readableBytes() > MAX_BYTES) {
            in.skipBytes(in.readableBytes());
            throw new SSLException("a TLS client's first message is longer than " + MAX_BYTES + " bytes");
        }
        super.decode(context, in, out);
    }

    /** A client may have gone while the certificate was made. */
    @Override
    protected void replaceHandler(ChannelHandlerContext context, String hostname, SslContext found) throws Exception {
        if (!context.isRemoved()) {
            super.replaceHandler(context, hostname, found);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.fireExceptionCaught(Failures.told(cause));
    }

    @Override
    protected SslHandler newSslHandler(SslContext context, ByteBufAllocator allocator) {
        var left = limit.minusNanos(System.nanoTime() - begunAtNanos);
        return encrypt.apply(context.newEngine(allocator), left.toMillis() > 0 ? left : SOON);
    }
}
