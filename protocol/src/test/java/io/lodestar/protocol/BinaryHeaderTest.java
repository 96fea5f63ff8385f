package io.lodestar.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the binary header tolerates and what it does not, byte by byte (protocol 1.4). */
final class BinaryHeaderTest {
    private static final String BODY = "0123456789";

    @Test
    void codeAndVersionAreSigned() {
        Header header = read("fffb 00 fffe 80000000 00000000 00000000 00000000");

        assertThat(header.code()).isEqualTo(-5);
        assertThat(header.version()).isEqualTo(-2);
        assertThat(header.opaque()).isEqualTo(Integer.MIN_VALUE);
    }

    @ParameterizedTest
    @CsvSource({"00, JAVA", "09, GO", "0d, NODE_JS", "0e, UNKNOWN", "ff, UNKNOWN"})
    void anUnknownLanguageIsTolerated(String code, Language expected) {
        assertThat(read("0069" + code + "0201 00000001 00000000 00000000 00000000")
                        .language())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "aZeroLengthValueIsMissing,           0001 61 00000000, {}",
        "aNamelessEntryIsIgnored,             0000 00000001 61, {}",
        "anEmptyEntryIsIgnored,               0000 00000000, {}",
        "theLastOfDuplicatesCounts,           0001 61 00000001 62 0001 61 00000001 63, {a=c}",
        "alsoWhenItHasNoValue,                0001 61 00000001 62 0001 61 00000000, {}",
        "textIsUtf8,                          0002 c3a9 00000003 e4b8bb, {é=主}",
        "whatIsNoUtf8IsReplaced,              0001 61 00000001 ff, {a=\uFFFD}",
    })
    void readsAMap(String what, String map, String expected) {
        byte[] entries = HexFormat.of().parseHex(map.replace(" ", ""));

        Header header =
                read("0069 00 0201 00000001 00000000 00000000" + HexFormat.of().toHexDigits(entries.length) + map);

        assertThat(header.fields().isPresent()).as(what).isTrue();
        assertThat(header.fields().values()).as(what).hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00000000", "ffffffff", "80000000"})
    void aMapWithoutALengthIsAbsent(String mapLength) {
        Header header = read("0069 00 0201 00000001 00000000 00000000" + mapLength);

        assertThat(header.fields()).isEqualTo(ExtFields.ABSENT);
    }

    @Test
    void bytesAfterTheMapAreTheStartOfTheBodyAsInTheOriginal() {
        ByteBuf in = frame("0069 00 0201 00000001 00000000 00000000 00000000 414243");

        Frame frame = FrameCodec.read(in);

        assertThat(frame.body().toString(UTF_8)).isEqualTo("ABC0123456");
    }

    @ParameterizedTest
    @CsvSource({
        "the fixed part is missing,          ''",
        "the fixed part is short,            0069 00 0201 00000001 0000",
        "no remark length,                   0069 00 0201 00000001 00000000",
        "negative remark length,             0069 00 0201 00000001 00000000 ffffffff 00000000",
        "remark beyond the header,           0069 00 0201 00000001 00000000 00000005 00000000",
        "remark length of 2 GiB,             0069 00 0201 00000001 00000000 7fffffff 00000000",
        "no map length,                      0069 00 0201 00000001 00000000 00000000 0000",
        "map beyond the header,              0069 00 0201 00000001 00000000 00000000 00000001",
        "map of 2 GiB,                       0069 00 0201 00000001 00000000 00000000 7fffffff",
        "key length is cut,                  0069 00 0201 00000001 00000000 00000000 00000001 00",
        "negative key length,                0069 00 0201 00000001 00000000 00000000 00000006 ffff 00000000",
        "key beyond the map,                 0069 00 0201 00000001 00000000 00000000 00000003 0002 61",
        "value length is cut,                0069 00 0201 00000001 00000000 00000000 00000006 0001 61 000000",
        "negative value length,              0069 00 0201 00000001 00000000 00000000 00000007 0001 61 ffffffff",
        "value beyond the map,               0069 00 0201 00000001 00000000 00000000 00000008 0001 61 00000002 62",
        "value of 2 GiB,                     0069 00 0201 00000001 00000000 00000000 00000008 0001 61 7fffffff 62",
        "value beyond the map not the frame, 0069 00 0201 00000001 00000000 00000000 00000007 0001 61 00000001 62",
    })
    void aHeaderWithAWrongLengthIsNoHeader(String what, String header) {
        assertThatThrownBy(() -> read(header))
                .as(what)
                .isInstanceOf(MalformedFrameException.class)
                .hasMessageStartingWith("binary header: ");
    }

    @ParameterizedTest
    @ValueSource(ints = {32_768, 200_050, -32_769})
    void aCodeBeyond16BitsCannotBeWritten(int code) {
        checkRefusal(new Header(code, Language.JAVA, 513, 1, 0, "", ExtFields.ABSENT), "code " + code);
    }

    @Test
    void aVersionBeyond16BitsCannotBeWritten() {
        checkRefusal(new Header(105, Language.JAVA, 32_768, 1, 0, "", ExtFields.ABSENT), "version 32768");
    }

    @Test
    void aNameBeyond32KibCannotBeWritten() {
        ExtFields fields = ExtFields.of(Map.of("é".repeat(16_384), "v"));

        checkRefusal(new Header(105, Language.JAVA, 513, 1, 0, "", fields), "name 32768");
    }

    @ParameterizedTest
    @ValueSource(ints = {32_767, -32_768})
    void aCodeOf16BitsCanBeWritten(int code) {
        Header header = new Header(code, Language.JAVA, 513, 1, 0, "", ExtFields.ABSENT);
        ByteBuf out = Unpooled.buffer();

        FrameCodec.writeHead(Frame.of(HeaderEncoding.BINARY, header), out);

        assertThat(FrameCodec.read(out.skipBytes(4)).header()).isEqualTo(header);
    }

    private static void checkRefusal(Header header, String message) {
        ByteBuf out = Unpooled.buffer().writeByte(42);

        assertThatThrownBy(() -> FrameCodec.writeHead(Frame.of(HeaderEncoding.BINARY, header), out))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
        assertThat(out.readableBytes()).as("bytes in the buffer").isEqualTo(1);
    }

    private static Header read(String hexadecimal) {
        ByteBuf in = frame(hexadecimal);
        try {
            Frame frame = FrameCodec.read(in);
            frame.release();
            return frame.header();
        } finally {
            assertThat(in.refCnt()).as("references of the input").isEqualTo(1);
        }
    }

    private static ByteBuf frame(String hexadecimal) {
        byte[] header = HexFormat.of().parseHex(hexadecimal.replace(" ", ""));
        return Unpooled.buffer()
                .writeInt(1 << 24 | header.length)
                .writeBytes(header)
                .writeBytes(BODY.getBytes(UTF_8));
    }
}
