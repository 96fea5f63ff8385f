package io.lodestar.protocol.body;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.lodestar.protocol.LimitExceededException;
import io.lodestar.protocol.MalformedBodyException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Our cursor against Jackson's parser: both take the same texts, and find the same in them. */
final class JsonCursorTest {
    private static final int MAX_DEPTH = 6;
    private static final int MAX_TEXT_LENGTH = 20;
    private static final int TEXTS = 30_000;
    private static final int MAX_MUTATIONS = 3;
    private static final String REFUSED = "refused";
    private static final JsonFactory JACKSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(MAX_TEXT_LENGTH)
                    .maxNameLength(MAX_TEXT_LENGTH)
                    .build())
            .build();
    /** What lies about in JSON and beside it, a few of each kind. */
    private static final String[] WORDS = {
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "\"",
        "'",
        "\\",
        " ",
        "\n",
        "\t",
        "\r",
        "\f",
        "\0",
        "\u007f",
        "\u0085",
        "\u00a0",
        "\ufeff",
        "null",
        "nul",
        "true",
        "false",
        "True",
        "NaN",
        "Infinity",
        "-",
        "+",
        ".",
        "e",
        "E",
        "0",
        "00",
        "1",
        "-0",
        "-1",
        "0.5",
        ".5",
        "5.",
        "1e3",
        "1E-3",
        "1e",
        "1e+",
        "12345678901234567890",
        "99999999999999999999999999",
        "0x1f",
        "9".repeat(1000),
        "9".repeat(1001),
        "0." + "1".repeat(999),
        "0." + "1".repeat(1000),
        "1e" + "0".repeat(999),
        "\"a\"",
        "'b'",
        "\"\\u0041\"",
        "\"\\ud83d\"",
        "\"\\uD83D\\uDE80\"",
        "\"\\u12\"",
        "\"\\x\"",
        "\"\\ude80\"",
        "\"\\ud83d\\ud83d\\ude80\"",
        "\"\\ude80\\ud83d\"",
        "\"\\'\"",
        "'\\\"'",
        "\"\u8ba2\"",
        "'\ud83d\ude80'",
        "\u8ba2",
        "\ud83d\ude80",
        "@",
        "#",
        "*",
        "a-b",
        "a+b",
        "$",
        "/",
        "//",
        "/*",
        "_x9",
        "\"" + "x".repeat(MAX_TEXT_LENGTH) + "\"",
        "\"" + "x".repeat(MAX_TEXT_LENGTH + 1) + "\"",
        "\"" + "\u8ba2".repeat(MAX_TEXT_LENGTH) + "\"",
        "\"" + "\\u8ba2".repeat(MAX_TEXT_LENGTH) + "\"",
        "\"" + "\\u8ba2".repeat(MAX_TEXT_LENGTH + 1) + "\"",
        "y".repeat(MAX_TEXT_LENGTH),
        "y".repeat(MAX_TEXT_LENGTH + 1),
        "{}",
        "[]",
        "{\"a\":1}",
        "[1,2]",
        "\"topicName\"",
        "\"perm\""
    };

    private int taken;
    private int refused;

    @AfterEach
    void bothOutcomesWereSeen() {
        assertThat(taken).as("texts that were taken").isGreaterThan(TEXTS / 50);
        assertThat(refused).as("texts that were refused").isGreaterThan(TEXTS / 50);
    }

    @Test
    void wellFormedTextsAndTheirMutationsAreReadAlike() {
        for (long seed = 0; seed < TEXTS; seed++) {
            var random = new Random(seed);
            var text = new StringBuilder();
            append(text, random, 0);
            int mutations = random.nextInt(MAX_MUTATIONS + 1);
            for (int i = 0; i < mutations; i++) {
                mutate(text, random);
            }

            compare(seed, damaged(text.toString().getBytes(UTF_8), random));
        }
    }

    private void compare(long seed, byte[] text) {
        var random = new Random(seed);
        String expected = readByJackson(text);

        for (int size : new int[] {text.length, 1, 64 + random.nextInt(64)}) {
            String found = readByCursor(buffer(text, random), size);
            assertThat(found)
                    .as("seed %d, window of %d bytes, %s", seed, size, new String(text, UTF_8))
                    .isEqualTo(expected);
        }
        if (expected.equals(REFUSED)) {
            refused++;
        } else {
            taken++;
        }
    }

    private static void append(StringBuilder text, Random random, int depth) {
        blank(text, random);
        int kind = random.nextInt(depth == 0 ? 2 : 12);
        if (kind < 2 && depth < MAX_DEPTH + 1) {
            boolean object = kind == 0;
            text.append(object ? '{' : '[');
            int parts = random.nextInt(4);
            for (int i = 0; i < parts; i++) {
                text.append(i == 0 ? "" : ",");
                blank(text, random);
                if (object) {
                    name(text, random);
                    blank(text, random);
                    text.append(':');
                }
                append(text, random, depth + 1);
            }
            text.append(object ? '}' : ']');
        } else {
            String[] scalars = {
                "null", "true", "false", "0", "-12", "3.75", "1e2", "2E-2", "12345678901", "'q'", "\"t\""
            };
            text.append(random.nextInt(3) == 0 ? quoted(random) : scalars[random.nextInt(scalars.length)]);
        }
        blank(text, random);
    }

    private static void blank(StringBuilder text, Random random) {
        if (random.nextInt(8) == 0) {
            text.append(" \n\r\t".charAt(random.nextInt(4)));
        }
    }

    private static void name(StringBuilder text, Random random) {
        String[] bare = {"a", "0", "-1", "perm", "topicName", "\u8ba2", "_$", "@x"};
        text.append(random.nextBoolean() ? quoted(random) : bare[random.nextInt(bare.length)]);
    }

    private static String quoted(Random random) {
        String[] parts = {
            "a",
            "bc",
            "\\n",
            "\\u0041",
            "\\\\",
            "\\/",
            "\\\"",
            "\\'",
            "\u8ba2",
            "\ud83d\ude80",
            "\u00e9",
            " ",
            "\u007f",
            "1"
        };
        var text = new StringBuilder();
        char quote = random.nextInt(4) == 0 ? '\'' : '"';
        text.append(quote);
        for (int i = random.nextInt(8); i > 0; i--) {
            text.append(parts[random.nextInt(parts.length)]);
        }
        return text.append(quote).toString();
    }

    private static void mutate(StringBuilder text, Random random) {
        int at = random.nextInt(text.length() + 1);
        switch (random.nextInt(3)) {
            case 0 -> text.insert(at, WORDS[random.nextInt(WORDS.length)]);
            case 1 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(3)));
            default -> text.replace(at, Math.min(text.length(), at + 1), WORDS[random.nextInt(WORDS.length)]);
        }
    }

    /** Now and then, bytes that may be no UTF-8. */
    private static byte[] damaged(byte[] text, Random random) {
        if (text.length > 0 && random.nextInt(10) == 0) {
            text[random.nextInt(text.length)] = (byte) random.nextInt();
        }
        return text;
    }

    private static ByteBuf buffer(byte[] text, Random random) {
        int cut = random.nextInt(text.length + 1);
        return Unpooled.compositeBuffer()
                .addComponent(true, Unpooled.copiedBuffer(text, 0, cut))
                .addComponent(true, Unpooled.copiedBuffer(text, cut, text.length - cut));
    }

    private static String readByCursor(ByteBuf text, int windowBytes) {
        try {
            var window = new ByteWindow(JsonSource.bytesOf(text), windowBytes);
            var scanner = new JsonScanner(window, MAX_TEXT_LENGTH);
            var cursor = new JsonCursor(scanner, new JsonPath(text, MAX_DEPTH), BodyLimits.DEFAULT);
            var found = new StringBuilder();
            cursor.start();
            describe(cursor, found);
            cursor.finish();
            return found.toString();
        } catch (MalformedBodyException | LimitExceededException refusal) {
            assertThat(refusal.getMessage()).isNotBlank().hasSizeLessThan(300);
            return REFUSED;
        }
    }

    private static void describe(JsonCursor cursor, StringBuilder found) {
        switch (cursor.kind()) {
            case "an object" -> {
                cursor.object();
                found.append('{');
                while (cursor.nextMember()) {
                    String name = cursor.name();
                    found.append(name).append(':');
                    if (skips(name)) {
                        cursor.skip();
                    } else {
                        describe(cursor, found);
                    }
                }
                found.append('}');
            }
            case "an array" -> {
                cursor.arrayUnlessNull();
                found.append('[');
                while (cursor.nextElement()) {
                    describe(cursor, found);
                }
                found.append(']');
            }
            default -> found.append(cursor.text().orElse("null")).append(';');
        }
    }

    /** Some values are passed over, which must need the same grammar. */
    private static boolean skips(String name) {
        return name.startsWith("a");
    }

    private static String readByJackson(byte[] text) {
        var found = new StringBuilder();
        var reader = new InputStreamReader(new ByteArrayInputStream(text), UTF_8.newDecoder());
        try (JsonParser parser = JACKSON.createParser(reader)) {
            parser.nextToken();
            if (parser.currentToken() == null) {
                return REFUSED;
            }
            describe(parser, found);
            return parser.nextToken() == null ? found.toString() : REFUSED;
        } catch (IOException refusal) {
            return REFUSED;
        }
    }

    private static void describe(JsonParser parser, StringBuilder found) throws IOException {
        switch (parser.currentToken()) {
            case START_OBJECT -> {
                found.append('{');
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    found.append(name).append(':');
                    parser.nextToken();
                    if (skips(name)) {
                        parser.skipChildren();
                    } else {
                        describe(parser, found);
                    }
                }
                found.append('}');
            }
            case START_ARRAY -> {
                found.append('[');
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    describe(parser, found);
                }
                found.append(']');
            }
            default -> found.append(parser.getText()).append(';');
        }
    }
}
