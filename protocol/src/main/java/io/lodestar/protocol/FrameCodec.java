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
    private static final int PREFIX_LENGTH = 8;
    private static final int TYPE_SHIFT = 24;
    private static final int MAX_HEADER_LENGTH = 0xffffff;

    private FrameCodec() {}

    /**
     * Reads the frame that {@code in} holds without its leading length field. The body is a retained slice of {@code in}.
     *
     * @throws MalformedFrameException when the bytes are no frame
     */
    public static Frame read(ByteBuf in) {
        if (in.readableBytes() < Integer.BYTES) {
            throw new MalformedFrameException(
                    "frame of " + in.readableBytes() + " bytes has no room for its frame word");
        }
        int word = in.readInt();
        HeaderEncoding encoding = HeaderEncoding.of(word >>> TYPE_SHIFT);
        int headerLength = word & MAX_HEADER_LENGTH;
        int bodyLength = in.readableBytes() - headerLength;
        if (bodyLength < 0) {
            throw new MalformedFrameException(
                    "header length " + headerLength + " exceeds the " + in.readableBytes() + " bytes left");
        }
        Header header = switch (encoding) {
            case JSON -> JsonHeaderCodec.read(in, headerLength);
            case BINARY -> BinaryHeaderCodec.read(in, headerLength);
        };
        return bodyLength == 0
                ? Frame.of(encoding, header)
                : new Frame(encoding, header, in.readRetainedSlice(bodyLength));
    }

    /**
     * Writes the length field, the frame word and the header; the caller sends {@code frame.body()} right after.
     *
     * @throws IllegalArgumentException when the encoding cannot carry the header; {@code out} is then as it was
     */
    public static void writeHead(Frame frame, ByteBuf out) {
        int start = out.writerIndex();
        try {
            out.writeZero(PREFIX_LENGTH);
            switch (frame.encoding()) {
                case JSON -> JsonHeaderCodec.write(frame.header(), out);
                case BINARY -> BinaryHeaderCodec.write(frame.header(), out);
            }
            int headerLength = out.writerIndex() - start - PREFIX_LENGTH;
            out.setInt(start, Integer.BYTES + headerLength + frame.body().readableBytes());
            out.setInt(start + Integer.BYTES, word(frame.encoding(), headerLength));
        } catch (IllegalArgumentException impossible) {
            out.writerIndex(start);
            throw impossible;
        }
    }

    private static int word(HeaderEncoding encoding, int headerLength) {
        if (headerLength > MAX_HEADER_LENGTH) {
            throw new IllegalArgumentException(
                    "header length " + headerLength + " exceeds the " + MAX_HEADER_LENGTH + " that a frame can carry");
        }
        return encoding.wireType() << TYPE_SHIFT | headerLength;
    }
}
