package io.lodestar.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each limit of a header, at the limit and one beyond it, in both encodings; and what is known of a refused request. */
final class HeaderLimitsTest {
    private static final HeaderLimits LIMITS = new HeaderLimits(30_000, 3_000, 40, 4_000);

    @ParameterizedTest
    @EnumSource
    void aRemark(HeaderEncoding encoding) {
        assertThat(read(encoding, "r".repeat(3_000), Map.of()).remark()).hasSize(3_000);
        assertRefused(encoding, "r".repeat(3_001), Map.of(), "remark of length 3001 exceeds remarkMaxLength 3000");
    }

    @ParameterizedTest
    @EnumSource
    void theValueOfAField(HeaderEncoding encoding) {
        assertThat(read(encoding, "", Map.of("f", "v".repeat(4_000))).fields().text("f"))
                .contains("v".repeat(4_000));
        assertRefused(
                encoding,
                "",
                Map.of("f", "v".repeat(4_001)),
                "extension field of length 4001 exceeds fieldMaxLength 4000");
    }

    @ParameterizedTest
    @EnumSource
    void theNameOfAField(HeaderEncoding encoding) {
        assertThat(read(encoding, "", Map.of("n".repeat(4_000), "v")).fields().size())
                .isOne();
        assertRefused(
                encoding,
                "",
                Map.of("n".repeat(4_001), "v"),
                "extension field of length 4001 exceeds fieldMaxLength 4000");
    }

    @ParameterizedTest
    @EnumSource
    void theNumberOfFieldsWhetherTheyAreShortOrLong(HeaderEncoding encoding) {
        for (String value : new String[] {"v", "v".repeat(500)}) {
            assertThat(read(encoding, "", fields(40, value)).fields().size())
                    .as("fields of %d characters", value.length())
                    .isEqualTo(40);
            assertRefused(encoding, "", fields(41, value), "number of extension fields exceeds fieldMaxCount 40");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theHeaderAsAWhole(HeaderEncoding encoding) {
        int around = written(encoding, "", fields(8, "v")).readableBytes() - Long.BYTES - 8;
        int share = (30_000 - around) / 8;
        int rest = 30_000 - around - 8 * share;
        var most = fields(8, "v".repeat(share));
        most.merge("f0", "v".repeat(rest), String::concat);

        var whole = written(encoding, "", most);
        assertThat(FrameCodec.headerLengthOf(whole.getInt(4))).isEqualTo(30_000);
        assertThat(FrameCodec.read(whole.skipBytes(4), whole.readableBytes(), LIMITS)
                        .header()
                        .fields()
                        .size())
                .isEqualTo(8);

        most.merge("f0", "v", String::concat);
        assertRefused(encoding, "", most, "header of 30001 bytes exceeds headerMaxLength 30000");
    }

    @Test
    void membersOfAJsonHeaderAreFoundWhateverSurroundsThem() {
        assertThat(skimmed("{\"code\":103,\"extFields\":{\"opaque\":\"1\",\"x\":\"}\\\"{\"},\"flag\":2,\"opaque\":-7}"))
                .isEqualTo("103 -7 2");
        assertThat(skimmed("{'opaque':'5', \"x\":[{\"opaque\":6}], \"code\" : 105}\n"))
                .isEqualTo("105 5 0");
        assertThat(skimmed("{\"opaque\":1,\"opaque\":2}")).isEqualTo("0 2 0");
        assertThat(skimmed("{\"code\":103}")).as("a header without an opaque").isEqualTo("unknown");
        assertThat(skimmed("{\"opaque\":4294967296}"))
                .as("an opaque of 33 bits")
                .isEqualTo("unknown");
        assertThat(skimmed("")).isEqualTo("unknown");
    }

    @Test
    void ofAHeaderThatIsNotThereYetNothingIsGuessed() {
        byte[] header = "{\"code\":103,\"opaque\":7,\"flag\":2,\"x\":1}".getBytes(UTF_8);
        var found = new StringBuilder();

        for (int there = 0; there <= header.length; there++) {
            var skimmer = new HeaderSkimmer(HeaderEncoding.JSON, header.length);
            skimmer.add(Unpooled.wrappedBuffer(header, 0, there));
            found.append(skimmer.request().isPresent() ? '+' : '-');
        }

        int known = new String(header, UTF_8).indexOf(",\"x\"") + 1;
        assertThat(found.toString()).isEqualTo("-".repeat(known) + "+".repeat(header.length + 1 - known));
    }

    @ParameterizedTest
    @EnumSource
    void aHeaderIsTheSameInWhateverPiecesItIsSkimmed(HeaderEncoding encoding) {
        ByteBuf frame = written(encoding, "", fields(30, "{\"opaque\":1}"));
        int length = FrameCodec.headerLengthOf(frame.getInt(4));

        for (int split = 0; split <= length; split++) {
            var skimmer = new HeaderSkimmer(encoding, length);
            skimmer.add(frame.slice(8, split));
            skimmer.add(frame.slice(8 + split, length - split));

            assertThat(skimmer.isDone()).isTrue();
            assertThat(skimmer.request().orElseThrow().header().opaque())
                    .as("split after %d bytes", split)
                    .isEqualTo(77);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void limitsThatRealHeadersMeetAreRefused(int which) {
        int[] limits = {2_048, 2_048, 1, 2_048};
        assertThat(new HeaderLimits(limits[0], limits[1], limits[2], limits[3])).isNotNull();
        limits[which]--;

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HeaderLimits(limits[0], limits[1], limits[2], limits[3]));
    }

    private static String skimmed(String header) {
        var skimmer = new HeaderSkimmer(HeaderEncoding.JSON, header.length());
        skimmer.add(Unpooled.copiedBuffer(header, UTF_8));
        return skimmer.request()
                .map(Frame::header)
                .map(found -> found.code() + " " + found.opaque() + " " + found.flag())
                .orElse("unknown");
    }

    private static Map<String, String> fields(int count, String value) {
        var fields = new LinkedHashMap<String, String>();
        for (int i = 0; i < count; i++) {
            fields.put("f" + i, value);
        }
        return fields;
    }

    private static ByteBuf written(HeaderEncoding encoding, String remark, Map<String, String> fields) {
        ByteBuf out = Unpooled.buffer();
        var header = new Header(103, Language.GO, 407, 77, 0, remark, ExtFields.of(fields));
        FrameCodec.writeHead(Frame.of(encoding, header), out);
        return out;
    }

    private static Header read(HeaderEncoding encoding, String remark, Map<String, String> fields) {
        ByteBuf in = written(encoding, remark, fields).skipBytes(Integer.BYTES);
        return FrameCodec.read(in, in.readableBytes(), LIMITS).header();
    }

    private static void assertRefused(
            HeaderEncoding encoding, String remark, Map<String, String> fields, String reason) {
        assertThatThrownBy(() -> read(encoding, remark, fields))
                .hasMessageStartingWith(reason + "; send less, or raise ");
        var refusal = catchThrowableOfType(LimitExceededException.class, () -> read(encoding, remark, fields));
        var asked = refusal.request().orElseThrow();
        assertThat(asked.encoding()).isEqualTo(encoding);
        assertThat(asked.header().code()).isEqualTo(103);
        assertThat(asked.header().opaque()).isEqualTo(77);
        assertThat(asked.header().fields()).isEqualTo(ExtFields.ABSENT);
    }
}
