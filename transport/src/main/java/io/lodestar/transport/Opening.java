package io.lodestar.transport;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a connection begins with, as its first bytes tell. */
enum Opening {
    /** Frames of the protocol, or nothing that is known. */
    FRAMES,
    /** A TLS handshake. A frame that began so would be longer than 350 MiB. */
    TLS,
    /** A request of HTTP/1. */
    HTTP,
    /** The preface of HTTP/2. */
    HTTP2,
    /** A header of the PROXY protocol, of either version. */
    PROXY,
    /** There are too few bytes to tell. */
    UNDECIDED;

    /** Bytes that are told apart from frames when all of them have come, and all that begin so. */
    private record Mark(byte[] bytes, Opening opening) {
        static Mark of(String text, Opening opening) {
            return new Mark(text.getBytes(StandardCharsets.ISO_8859_1), opening);
        }

        int commonLength(ByteBuf in) {
            int most = Math.min(bytes.length, in.readableBytes());
            int common = 0;
            while (common < most && in.getByte(in.readerIndex() + common) == bytes[common]) {
                common++;
            }
            return common;
        }
    }

    private static final List<Mark> MARKS = List.of(
            Mark.of("\u0016", TLS),
            Mark.of("\r\n\r\n\0\r\nQUIT\n", PROXY),
            Mark.of("PROXY ", PROXY),
            Mark.of("PRI * HTTP/2", HTTP2),
            Mark.of("GET ", HTTP),
            Mark.of("HEAD ", HTTP),
            Mark.of("POST ", HTTP),
            Mark.of("PUT ", HTTP),
            Mark.of("DELETE ", HTTP),
            Mark.of("OPTIONS ", HTTP),
            Mark.of("PATCH ", HTTP),
            Mark.of("TRACE ", HTTP),
            Mark.of("CONNECT ", HTTP));

    /** Returns what begins with these bytes, whose indexes stay where they are. */
    static Opening of(ByteBuf in) {
        if (in.isReadable() && in.getByte(in.readerIndex()) < '\n') {
            return FRAMES; // as nearly always: a frame that begins otherwise is longer than 150 MiB
        }
        for (Mark mark : MARKS) {
            int common = mark.commonLength(in);
            if (common == mark.bytes().length) {
                return mark.opening();
            }
            if (common == in.readableBytes()) {
                return UNDECIDED;
            }
        }
        return FRAMES;
    }
}
