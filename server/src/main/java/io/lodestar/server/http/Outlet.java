package io.lodestar.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.DateFormatter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;

/** What one connection sends: replies in pieces, so that it is seen whether the peer reads them. Confined to the event loop. */
final class Outlet {
    private static final int PIECE_BYTES = 32 * 1024;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    /** What every reply says unless it says otherwise: it is not to be kept, guessed at, framed, or to load anything. */
    private static final Map<String, String> USUAL = Map.of(
            "cache-control",
            "no-store",
            "x-content-type-options",
            "nosniff",
            "referrer-policy",
            "no-referrer",
            "cross-origin-resource-policy",
            "same-origin",
            "content-security-policy",
            "default-src 'none'; frame-ancestors 'none'");

    private final Channel channel;
    private long outstanding;
    private long progressAtNanos;

    Outlet(Channel channel) {
        this.channel = channel;
    }

    /** Returns whether the peer has read nothing for this long of what waits for it. */
    boolean isStuck(long nowNanos, Duration limit) {
        return outstanding > 0 && nowNanos - progressAtNanos > limit.toNanos();
    }

    /** Tells the peer that the body it wants to send is welcome. */
    void sendContinue() {
        write(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER), 1);
        channel.flush();
    }

    /**
     * Sends a reply that is whole.
     *
     * @param withBody whether the body is sent, rather than only its length
     * @param done what comes when the system has taken all of it
     */
    void send(Reply reply, byte[] body, boolean withBody, boolean keepAlive, Runnable done) {
        var head = head(reply, keepAlive);
        if (reply.status() != NO_CONTENT && reply.status() != NOT_MODIFIED) {
            head.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.length);
        }
        write(head, 1);
        for (int at = 0; withBody && at < body.length; at += PIECE_BYTES) {
            int length = Math.min(PIECE_BYTES, body.length - at);
            write(new DefaultHttpContent(Unpooled.wrappedBuffer(body, at, length)), length);
        }
        finish(done);
    }

    /** Sends the head of a reply whose body comes in chunks. */
    void begin(Reply reply, boolean keepAlive) {
        var head = head(reply, keepAlive);
        head.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        write(head, 1);
    }

    /** Sends the head of a reply whose body ends with the connection. */
    void beginEndless(Reply reply) {
        write(head(reply, false), 1);
        channel.flush();
    }

    /** Sends a piece of a body that was begun. */
    void sendPiece(byte[] bytes, Runnable done) {
        sendPiece(Unpooled.wrappedBuffer(bytes), done);
    }

    /** Sends a piece of a body that was begun. */
    void sendPiece(ByteBuf bytes, Runnable done) {
        write(new DefaultHttpContent(bytes), bytes.readableBytes(), done);
        channel.flush();
    }

    /** Ends a body. */
    void finish(Runnable done) {
        write(LastHttpContent.EMPTY_LAST_CONTENT, 1, done);
        channel.flush();
    }

    private void write(Object message, int weight) {
        write(message, weight, () -> {});
    }

    /** A write that fails is followed by the end of the connection, which is told by other ways. */
    private void write(Object message, int weight, Runnable done) {
        if (outstanding == 0) {
            progressAtNanos = System.nanoTime();
        }
        outstanding += weight;
        ChannelFuture unused = channel.write(message).addListener(sent -> {
            outstanding -= weight;
            progressAtNanos = System.nanoTime();
            if (sent.isSuccess()) {
                done.run();
            }
        });
    }

    /** Returns a moment as RFC 9110 writes it, which is not quite as the JDK does. */
    static String date(Instant moment) {
        return DateFormatter.format(Date.from(moment));
    }

    private static HttpResponse head(Reply reply, boolean keepAlive) {
        var head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(reply.status()));
        var headers = head.headers();
        USUAL.forEach(headers::set);
        reply.headers().forEach(headers::set);
        headers.set(HttpHeaderNames.DATE, date(Instant.now()));
        headers.set(HttpHeaderNames.CONNECTION, keepAlive ? HttpHeaderValues.KEEP_ALIVE : HttpHeaderValues.CLOSE);
        return head;
    }
}
