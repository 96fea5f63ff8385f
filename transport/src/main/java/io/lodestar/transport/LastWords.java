package io.lodestar.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What is said, in its own language, to a peer that took this port for another. */
final class LastWords {
    private static final String TEXT =
            "This is the remoting port of a RocketMQ name server, and you sent %s: it takes neither"
                    + " HTTP nor gRPC, and wants RocketMQ's own protocol, as brokers, clients and mqadmin speak it.\n";
    private static final int HTTP2_HEAD_BYTES = 9;
    private static final int SETTINGS = 4;
    private static final int GOAWAY = 7;
    private static final int PROTOCOL_ERROR = 1;
    /** A fatal alert that says "handshake failure", in a record of TLS 1.0, which any version reads. */
    private static final byte[] HANDSHAKE_FAILURE = {0x15, 3, 1, 0, 2, 2, 40};

    private LastWords() {}

    static ByteBuf none() {
        return Unpooled.EMPTY_BUFFER;
    }

    /** Says in TLS that there is none. */
    static ByteBuf tlsAlert() {
        return Unpooled.wrappedBuffer(HANDSHAKE_FAILURE.clone());
    }

    /** Says it in HTTP/1.1. */
    static ByteBuf http() {
        String text = text("an HTTP request");
        return Unpooled.copiedBuffer(
                "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\nConnection: close\r\nContent-Length: "
                        + text.length() + "\r\n\r\n" + text,
                StandardCharsets.US_ASCII);
    }

    /** Says it in HTTP/2: the settings that must come first, and the end with its reason. */
    static ByteBuf http2() {
        byte[] text = text("the preface of HTTP/2").getBytes(StandardCharsets.US_ASCII);
        ByteBuf out = Unpooled.buffer();
        http2Head(out, 0, SETTINGS);
        http2Head(out, 2 * Integer.BYTES + text.length, GOAWAY);
        return out.writeInt(0).writeInt(PROTOCOL_ERROR).writeBytes(text);
    }

    private static void http2Head(ByteBuf out, int length, int type) {
        out.ensureWritable(HTTP2_HEAD_BYTES);
        out.writeMedium(length).writeByte(type).writeByte(0).writeInt(0);
    }

    private static String text(String sent) {
        return String.format(Locale.ROOT, TEXT, sent);
    }
}
