package io.lodestar.protocol;

import io.netty.buffer.ByteBuf;

/**
 * Reads and writes whole frames (protocol 1.1).
 *
 * <pre>
 *  0        4             5                    8
 *  +--------+-------------+--------------------+---------+--------+
 *  | length | header type | header length (24) | header  |  body  |
 *  +--------+-------------+--------------------+---------+--------+
 *           |&lt;----------------- length -----------------------------&gt;|
 * </pre>
 */
public final class FrameCodec {
    private FrameCodec() {}

    /**
     * Reads the frame that {@code in} holds without its leading length field. The body is a retained slice of {@code in}.
     *
     * @throws MalformedFrameException when the bytes are no frame
     */
    public static Frame read(ByteBuf in) {
        throw new UnsupportedOperationException("being written");
    }

    /** Writes the length field, the frame word and the header; the caller sends {@code frame.body()} right after. */
    public static void writeHead(Frame frame, ByteBuf out) {
        throw new UnsupportedOperationException("being written");
    }
}
