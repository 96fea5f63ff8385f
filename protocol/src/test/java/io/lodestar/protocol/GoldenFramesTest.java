package io.lodestar.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The bytes of the original are read for what they mean, and written again as they were. */
final class GoldenFramesTest {
    @ParameterizedTest
    @EnumSource
    void isReadFromAHeapBuffer(GoldenFrame golden) {
        checkReading(golden, Unpooled.wrappedBuffer(golden.bytesToRead()));
    }

    @ParameterizedTest
    @EnumSource
    void isReadFromADirectBuffer(GoldenFrame golden) {
        checkReading(golden, Unpooled.directBuffer().writeBytes(golden.bytesToRead()));
    }

    @ParameterizedTest
    @EnumSource
    void isReadFromTheMiddleOfABuffer(GoldenFrame golden) {
        byte[] frame = golden.bytesToRead();
        ByteBuf wide = Unpooled.buffer().writeZero(7).writeBytes(frame).writeZero(7);

        checkReading(golden, wide.slice(7, frame.length));
    }

    @ParameterizedTest
    @EnumSource
    void isReadFromABufferOfTwoPieces(GoldenFrame golden) {
        byte[] frame = golden.bytesToRead();

        checkReading(
                golden,
                Unpooled.wrappedBuffer(
                        Unpooled.wrappedBuffer(frame, 0, 11), Unpooled.wrappedBuffer(frame, 11, frame.length - 11)));
    }

    @ParameterizedTest
    @EnumSource
    void isWrittenByteForByte(GoldenFrame golden) {
        ByteBuf body = Unpooled.wrappedBuffer(golden.bodyBytes());
        ByteBuf out = Unpooled.buffer();

        FrameCodec.writeHead(new Frame(golden.encoding(), golden.header(), body), out);
        out.writeBytes(body);

        assertThat(HexFormat.of().formatHex(ByteBufUtil.getBytes(out)))
                .isEqualTo(HexFormat.of().formatHex(golden.bytes()));
    }

    @ParameterizedTest
    @EnumSource
    void isNoFrameWhenCutInsideItsHeader(GoldenFrame golden) {
        byte[] frame = golden.bytesToRead();
        int headEnd = frame.length - golden.bodyBytes().length;

        for (int length = 0; length < headEnd; length++) {
            checkRefusal(Unpooled.wrappedBuffer(frame, 0, length), "cut after " + length + " bytes");
        }
    }

    @ParameterizedTest
    @EnumSource
    void isNoFrameWhenItsHeaderEndsTooSoon(GoldenFrame golden) {
        byte[] header = golden.headerBytes();

        for (int length = 0; length < header.length; length++) {
            ByteBuf in = Unpooled.buffer()
                    .writeInt(golden.encoding().wireType() << 24 | length)
                    .writeBytes(header, 0, length)
                    .writeBytes("{\"a body\":1}".getBytes(US_ASCII));
            checkRefusal(in, "header of " + length + " bytes");
        }
    }

    @ParameterizedTest
    @EnumSource
    void hasAShorterBodyWhenCutInsideIt(GoldenFrame golden) {
        byte[] body = golden.bodyBytes();
        byte[] frame = golden.bytesToRead();

        for (int length = 0; length < body.length; length++) {
            Frame read = FrameCodec.read(Unpooled.wrappedBuffer(frame, 0, frame.length - body.length + length));
            assertThat(read.header()).isEqualTo(golden.header());
            assertThat(ByteBufUtil.getBytes(read.body())).isEqualTo(Arrays.copyOf(body, length));
        }
    }

    private static void checkReading(GoldenFrame golden, ByteBuf in) {
        Frame frame = FrameCodec.read(in);

        assertThat(frame.encoding()).isEqualTo(golden.encoding());
        assertThat(frame.header()).isEqualTo(golden.header());
        assertThat(frame.header().fields().values().keySet())
                .as("order of the wire")
                .containsExactlyElementsOf(golden.header().fields().values().keySet());
        assertThat(ByteBufUtil.getBytes(frame.body())).isEqualTo(golden.bodyBytes());
        assertThat(in.isReadable()).as("bytes left unread").isFalse();
        checkOwnership(frame, in);
    }

    private static void checkOwnership(Frame frame, ByteBuf in) {
        assertThat(in.refCnt()).isEqualTo(frame.body().isReadable() ? 2 : 1);
        frame.release();
        assertThat(in.refCnt()).as("references after the frame is released").isEqualTo(1);
        in.release();
    }

    private static void checkRefusal(ByteBuf in, String what) {
        assertThatThrownBy(() -> FrameCodec.read(in)).as(what).isInstanceOf(MalformedFrameException.class);
        assertThat(in.refCnt()).as(what).isEqualTo(1);
        in.release();
    }
}
