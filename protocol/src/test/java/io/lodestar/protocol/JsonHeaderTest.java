package io.lodestar.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the JSON header tolerates and what it does not, as the original was seen to do (protocol 1.3). */
final class JsonHeaderTest {
    private static final String BODY = "\0body";

    @Test
    void membersLeftOutHaveTheirDefaults() {
        assertThat(read("{}")).isEqualTo(new Header(0, Language.JAVA, 0, 0, 0, "", ExtFields.ABSENT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"code\":106}",
                "{\"code\":\"106\"}",
                "{\"code\":106.0}",
                "{\"code\":106.7}",
                "{\"code\":1.06e2}",
                "{'code':106}",
                "{'code':'106'}",
                "{\"c\\u006fde\":106}",
                "{\"code\":5,\"code\":106}",
                "{\"code\":106,}",
                " \t\r\n{ \"code\" : 106 } \t\r\n",
                "{\"stranger\":\"x\",\"code\":106}",
                "{\"stranger\":{\"code\":5,\"a\":[{\"b\":[]},null]},\"code\":106,\"other\":[[{\"code\":7}]]}",
                "{\"Code\":5,\"code\":106,\"CODE\":6}",
                "{\"serializeTypeCurrentRPC\":\"ROCKETMQ\",\"code\":106}",
            })
    void aCodeIsReadFrom(String header) {
        assertThat(read(header).code()).isEqualTo(106);
    }

    @ParameterizedTest
    @CsvSource({"2147483647", "-2147483648", "-1", "0"})
    void anOpaqueMayBeAnyIntOf32Bits(int opaque) {
        assertThat(read("{\"opaque\":" + opaque + "}").opaque()).isEqualTo(opaque);
        assertThat(read("{\"opaque\":\"" + opaque + "\"}").opaque()).isEqualTo(opaque);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\""})
    void aNumberWithoutAValueIsZero(String value) {
        assertThat(read("{\"opaque\":7,\"opaque\":" + value + "}").opaque()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"code", "version", "opaque", "flag"})
    void aNumberThatIsNoneBreaksTheFrame(String member) {
        for (String value : new String[] {
            "2147483648",
            "-2147483649",
            "\"2147483648\"",
            "4294967297.0",
            "1e20",
            "1e999999999",
            "99999999999999999999999",
            "9".repeat(2_000),
            "\"abc\"",
            "\" 5 \"",
            "NaN",
            "0x10",
            "[1]",
            "{\"a\":1}",
            "true",
        }) {
            checkRefusal("{\"" + member + "\":" + value + "}");
        }
    }

    @Test
    void aNegativeVersionIsPassedOn() {
        assertThat(read("{\"version\":-3}").version()).isEqualTo(-3);
    }

    @ParameterizedTest
    @CsvSource({"GO, GO", "NODE_JS, NODE_JS", "go, UNKNOWN", "RUBY_ON_RAILS, UNKNOWN", "'', UNKNOWN"})
    void anUnknownLanguageIsTolerated(String name, Language expected) {
        assertThat(read("{\"language\":\"" + name + "\"}").language()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "9", "true"})
    void aLanguageThatIsNoNameIsTolerated(String value) {
        assertThat(read("{\"language\":" + value + "}").language()).isEqualTo(Language.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`\"no route\"`, no route",
                "null, ``",
                "5, 5",
                "`{\"a\":1}`, `{\"a\":1}`",
                "`\"a\\u00e9\\n\\/\\\\\"`, `aé\n/\\`",
            })
    void aRemarkIsText(String value, String expected) {
        assertThat(read("{\"remark\":" + value + "}").remark()).isEqualTo(expected);
    }

    @Test
    void controlCharactersInTextNeedNoEscape() {
        assertThat(read("{\"remark\":\"a\nb\tc\"}").remark()).isEqualTo("a\nb\tc");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`\"x\"`, x",
                "`'x\"y'`, `x\"y`",
                "`\"\"`, ``",
                "5, 5",
                "-5.50, -5.50",
                "123456789012345678901234567890, 123456789012345678901234567890",
                "true, true",
                "false, false",
                "`{\"a\":1}`, `{\"a\":1}`",
                "`{ \"a\" : [ 1, 'b' , { } ], \"c\":true}`, `{\"a\":[1,\"b\",{}],\"c\":true}`",
                "[1], [1]",
                "`[1, \"é/\\n\"]`, `[1,\"é/\\n\"]`",
            })
    void anExtensionFieldIsText(String value, String expected) {
        ExtFields fields =
                read("{\"extFields\":{\"a\":" + value + ",\"z\":\"after\"}}").fields();

        assertThat(fields.text("a")).contains(expected);
        assertThat(fields.text("z")).contains("after");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`{\"a\":null}`, {}",
                "`{\"a\":\"1\",\"a\":\"2\"}`, {a=2}",
                "`{\"a\":\"1\",\"a\":null}`, {}",
                "`{\"b\":\"1\",\"a\":\"2\"}`, `{b=1, a=2}`",
                "`{\"\":\"x\"}`, {=x}",
                "{}, {}",
            })
    void extensionFieldsAreThereEvenWithoutAValue(String value, String expected) {
        ExtFields fields = read("{\"extFields\":" + value + "}").fields();

        assertThat(fields.isPresent()).isTrue();
        assertThat(fields.values()).hasToString(expected);
    }

    @Test
    void ofTwoSetsOfExtensionFieldsTheLastCounts() {
        assertThat(read("{\"extFields\":{\"a\":\"1\"},\"extFields\":{\"b\":\"2\"}}")
                        .fields()
                        .values())
                .hasToString("{b=2}");
        assertThat(read("{\"extFields\":{\"a\":\"1\"},\"extFields\":null}").fields())
                .isEqualTo(ExtFields.ABSENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "[{\"code\":106}]",
                "\"x\"",
                "5",
                "{",
                "{\"code\":106",
                "{\"code\"}",
                "{\"code\":}",
                "{\"code\" 106}",
                "{,\"code\":106}",
                "{\"code\":106 \"flag\":0}",
                "{code:106}",
                "{\"x\":{y:1}}",
                "{\"x\":tru}",
                "{\"x\":[1 2]}",
                "{\"x\":[1}}",
                "{\"remark\":\"x}",
                "{\"remark\":\"\\q\"}",
                "{\"remark\":\"\\u12\"}",
                "{\"extFields\":[]}",
                "{\"extFields\":\"x\"}",
                "{\"extFields\":5}",
                "{\"extFields\":{0:\"x\"}}",
                "{\"extFields\":{\"a\":[1}}",
                "{\"language\":{}}",
                "{\"language\":[]}",
                "{\"code\":106}}",
                "{\"code\":106};",
                "{\"code\":106}x",
                "{\"code\":106}{}",
                "\uFEFF{\"code\":106}",
            })
    void anythingElseBreaksTheFrame(String header) {
        checkRefusal(header);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff", "80", "c3", "c328", "e4b8", "eda0bd", "f8808080"})
    void bytesThatAreNoUtf8BreakTheFrame(String hexadecimal) {
        ByteBuf in = Unpooled.buffer().writeInt(0);
        in.writeCharSequence("{\"remark\":\"\uFFFD", UTF_8);
        in.writeBytes(HexFormat.of().parseHex(hexadecimal));
        in.writeCharSequence("\"}", UTF_8);
        in.setInt(0, in.readableBytes() - 4);

        assertThatThrownBy(() -> FrameCodec.read(in))
                .isInstanceOf(MalformedFrameException.class)
                .hasMessage("JSON header: no UTF-8");
    }

    @Test
    void aReplacementCharacterThatIsMeantIsRead() {
        assertThat(read("{\"remark\":\"\uFFFD主\"}").remark()).isEqualTo("\uFFFD主");
    }

    @Test
    void nestingIsBounded() {
        assertThat(read("{\"x\":" + nested(500) + ",\"code\":106}").code()).isEqualTo(106);
        assertThat(read("{\"extFields\":{\"a\":" + nested(500) + "}}").fields().text("a"))
                .contains(nested(500));
        checkRefusal("{\"x\":" + nested(513) + ",\"code\":106}");
        checkRefusal("{\"extFields\":{\"a\":" + nested(100_000) + "}}");
        checkRefusal("{\"x\":" + "{\"a\":".repeat(100_000));
    }

    @Test
    void aHeaderOfMebibytesIsRead() {
        String value = "v".repeat(3 << 20);

        assertThat(read("{\"extFields\":{\"a\":\"" + value + "\"}}").fields().text("a"))
                .contains(value);
    }

    @Test
    void aHeaderBeyond24BitsOfLengthCannotBeWritten() {
        Header header = new Header(0, Language.JAVA, 513, 1, 1, "x".repeat(1 << 24), ExtFields.ABSENT);
        ByteBuf out = Unpooled.buffer();

        assertThatThrownBy(() -> FrameCodec.writeHead(Frame.of(HeaderEncoding.JSON, header), out))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("exceeds the 16777215");
        assertThat(out.isReadable()).isFalse();
    }

    private static String nested(int depth) {
        return "[".repeat(depth) + "]".repeat(depth);
    }

    private static void checkRefusal(String header) {
        String start = header.length() > 80 ? header.substring(0, 80) + "…" : header;
        assertThatThrownBy(() -> read(header))
                .as(start)
                .isInstanceOf(MalformedFrameException.class)
                .hasMessageStartingWith("JSON header: ")
                .satisfies(refusal -> assertThat(refusal.getMessage()).hasSizeLessThan(1_000));
    }

    private static Header read(String header) {
        byte[] bytes = header.getBytes(UTF_8);
        ByteBuf in = Unpooled.buffer().writeInt(bytes.length).writeBytes(bytes).writeBytes(BODY.getBytes(UTF_8));
        try {
            Frame frame = FrameCodec.read(in);
            assertThat(frame.body().toString(UTF_8)).isEqualTo(BODY);
            frame.release();
            return frame.header();
        } finally {
            assertThat(in.refCnt()).as("references of the input").isEqualTo(1);
        }
    }
}
