package io.lodestar.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

/** The head of the answer that says success and nothing else: always the same but for the opaque, and the length of the body. */
final class SuccessHead {
    private static final int BINARY_OPAQUE_AT = 8 + 5;

    private static final byte[] BINARY = head(HeaderEncoding.BINARY);
    private static final byte[] JSON = head(HeaderEncoding.JSON);
    private static final int JSON_OPAQUE_AT = new String(JSON, US_ASCII).indexOf("\"opaque\":0") + 9;

    private SuccessHead() {}

    static void writeTo(ByteBuf out, HeaderEncoding encoding, int opaque, int bodyLength) {
        int start = out.writerIndex();
        switch (encoding) {
            case JSON -> writeJson(out, opaque);
            case BINARY -> out.writeBytes(BINARY).setInt(start + BINARY_OPAQUE_AT, opaque);
        }
        FrameCodec.fillInLengths(out, start, encoding, bodyLength);
    }

    private static void writeJson(ByteBuf out, int opaque) {
        out.writeBytes(JSON, 0, JSON_OPAQUE_AT);
        writeDecimal(out, opaque);
        out.writeBytes(JSON, JSON_OPAQUE_AT + 1, JSON.length - JSON_OPAQUE_AT - 1);
    }

    private static void writeDecimal(ByteBuf out, int number) {
        long rest = Math.abs((long) number);
        if (number < 0) {
            out.writeByte('-');
        }
        int digits = 1;
        for (long power = 10; power <= rest; power *= 10) {
            digits++;
        }
        out.ensureWritable(digits);
        int end = out.writerIndex() + digits;
        for (int at = end - 1; at >= end - digits; at--) {
            out.setByte(at, '0' + (int) (rest % 10));
            rest /= 10;
        }
        out.writerIndex(end);
    }

    private static byte[] head(HeaderEncoding encoding) {
        var header = new Header(0, Language.JAVA, 0, 0, 0, "", ExtFields.ABSENT)
                .answer(ResponseCode.SUCCESS, "", ExtFields.ABSENT);
        ByteBuf out = Unpooled.buffer();
        FrameCodec.writeHead(Frame.of(encoding, header), out);
        return ByteBufUtil.getBytes(out);
    }
}
