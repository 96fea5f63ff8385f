package io.lodestar.protocol;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Optional;

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
        return read(in, in.readableBytes(), HeaderLimits.NONE);
    }

    /**
     * As {@link #read(ByteBuf)}, from the next {@code length} bytes of {@code in}, which it must hold.
     *
     * @throws MalformedFrameException when the bytes are no frame; {@code in} is then left anywhere
     * @throws LimitExceededException when the header exceeds a limit; {@code in} is then left anywhere
     */
    public static Frame read(ByteBuf in, int length, HeaderLimits limits) {
        if (length < Integer.BYTES) {
            throw new MalformedFrameException("frame of " + length + " bytes has no room for its frame word");
        }
        int end = in.readerIndex() + length;
        int word = in.readInt();
        HeaderEncoding encoding = encodingOf(word);
        int headerLength = headerLengthOf(word);
        int bodyLength = length - Integer.BYTES - headerLength;
        if (bodyLength < 0) {
            throw new MalformedFrameException(
                    "header length " + headerLength + " exceeds the " + (length - Integer.BYTES) + " bytes left");
        }
        Header header = readHeader(encoding, in, headerLength, limits);
        ByteBuf body = bodyLength == 0 ? Unpooled.EMPTY_BUFFER : in.readRetainedSlice(bodyLength);
        in.readerIndex(end);
        return new Frame(encoding, header, body);
    }

    /**
     * Returns the header of a frame of which maybe only the beginning has arrived, without moving the reader index.
     *
     * @param in what has arrived, without the leading length field
     * @return empty when the header is not there as a whole
     * @throws MalformedFrameException when the bytes are no header
     * @throws LimitExceededException when the header exceeds a limit
     */
    public static Optional<Header> peek(ByteBuf in, HeaderLimits limits) {
        if (in.readableBytes() < Integer.BYTES) {
            return Optional.empty();
        }
        ByteBuf beginning = in.slice();
        int word = beginning.readInt();
        HeaderEncoding encoding = encodingOf(word);
        int headerLength = headerLengthOf(word);
        return headerLength <= beginning.readableBytes()
                ? Optional.of(readHeader(encoding, beginning, headerLength, limits))
                : Optional.empty();
    }

    /**
     * Returns how the header is encoded behind this frame word.
     *
     * @throws MalformedFrameException when nobody knows its encoding
     */
    public static HeaderEncoding encodingOf(int frameWord) {
        return HeaderEncoding.of(frameWord >>> TYPE_SHIFT);
    }

    /** Returns how many bytes the header has behind this frame word. */
    public static int headerLengthOf(int frameWord) {
        return frameWord & MAX_HEADER_LENGTH;
    }

    private static Header readHeader(HeaderEncoding encoding, ByteBuf in, int headerLength, HeaderLimits limits) {
        try {
            limits.checkLength(headerLength);
            return switch (encoding) {
                case JSON -> JsonHeaderCodec.read(in, headerLength, limits);
                case BINARY -> BinaryHeaderCodec.read(in, headerLength, limits);
            };
        } catch (LimitExceededException limit) {
            var skimmer = new HeaderSkimmer(encoding, headerLength);
            skimmer.add(in.slice(in.readerIndex(), headerLength));
            throw limit.in(skimmer.request());
        }
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
            fillInLengths(out, start, frame.encoding(), frame.body().readableBytes());
        } catch (IllegalArgumentException impossible) {
            out.writerIndex(start);
            throw impossible;
        }
    }

    /**
     * Writes the head of the answer that says success and nothing else, as {@link #writeHead} writes it.
     *
     * @param opaque the request's
     * @param bodyLength how long the body is that the caller sends right after
     */
    public static void writeSuccessHead(ByteBuf out, HeaderEncoding encoding, int opaque, int bodyLength) {
        SuccessHead.writeTo(out, encoding, opaque, bodyLength);
    }

    /** Fills in the length field and the frame word of a head that starts at {@code start} and ends where {@code out} does. */
    static void fillInLengths(ByteBuf out, int start, HeaderEncoding encoding, int bodyLength) {
        int headerLength = out.writerIndex() - start - PREFIX_LENGTH;
        out.setInt(start, Integer.BYTES + headerLength + bodyLength);
        out.setInt(start + Integer.BYTES, word(encoding, headerLength));
    }

    private static int word(HeaderEncoding encoding, int headerLength) {
        if (headerLength > MAX_HEADER_LENGTH) {
            throw new IllegalArgumentException(
                    "header length " + headerLength + " exceeds the " + MAX_HEADER_LENGTH + " that a frame can carry");
        }
        return encoding.wireType() << TYPE_SHIFT | headerLength;
    }
}
