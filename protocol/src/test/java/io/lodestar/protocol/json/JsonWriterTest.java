package io.lodestar.protocol.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@link JsonWriter} puts on the wire. */
final class JsonWriterTest {
    @Test
    void commasStandBetweenMembersAndBetweenElementsOnly() {
        String json = written(JsonDialect.STANDARD, writer -> {
            writer.startObject();
            writer.name("a").startArray();
            writer.value(1);
            writer.startObject();
            writer.endObject();
            writer.value("x");
            writer.startArray();
            writer.endArray();
            writer.endArray();
            writer.name("b").value(true);
            writer.name("c").startObject();
            writer.name("d").value(Long.MIN_VALUE);
            writer.endObject();
            writer.endObject();
        });

        assertThat(json).isEqualTo("{\"a\":[1,{},\"x\",[]],\"b\":true,\"c\":{\"d\":-9223372036854775808}}");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"LEGACY, `{0:\"a\",-1:\"b\"}`", "STANDARD, `{\"0\":\"a\",\"-1\":\"b\"}`"})
    void wholeNumberNamesFollowTheDialect(JsonDialect dialect, String expected) {
        String json = written(dialect, writer -> {
            writer.startObject();
            writer.name(0).value("a");
            writer.name(-1).value("b");
            writer.endObject();
        });

        assertThat(json).isEqualTo(expected);
    }

    @Test
    void quotesBackslashesAndControlCharactersAreEscapedInNamesAndValues() {
        String json = written(JsonDialect.STANDARD, writer -> {
            writer.startObject();
            writer.name("a\"\n").value("\"\\/\b\t\n\f\r\u0000\u001f\u007f end");
            writer.endObject();
        });

        assertThat(json).isEqualTo("{\"a\\\"\\n\":\"\\\"\\\\/\\b\\t\\n\\f\\r\\u0000\\u001f\u007f end\"}");
    }

    @Test
    void textBeyondAsciiIsUtf8AndHalfASurrogatePairBecomesAQuestionMark() {
        String json = written(JsonDialect.STANDARD, writer -> {
            writer.startArray();
            writer.value("é主题\uD83D\uDE80");
            writer.value("a\uD83Db");
            writer.value("\uDE80");
            writer.value("\uD83D\"");
            writer.value("");
            writer.endArray();
        });

        assertThat(json).isEqualTo("[\"é主题\uD83D\uDE80\",\"a?b\",\"?\",\"?\\\"\",\"\"]");
    }

    @Test
    void whatTheBufferHeldBeforeIsKept() {
        ByteBuf out = Unpooled.buffer();
        out.writeByte('x');

        new JsonWriter(out, JsonDialect.LEGACY).value(false);

        assertThat(out.toString(UTF_8)).isEqualTo("xfalse");
    }

    private static String written(JsonDialect dialect, Consumer<JsonWriter> script) {
        ByteBuf out = Unpooled.buffer();
        script.accept(new JsonWriter(out, dialect));
        return out.toString(UTF_8);
    }
}
