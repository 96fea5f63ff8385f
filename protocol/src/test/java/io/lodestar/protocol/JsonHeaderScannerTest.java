package io.lodestar.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** That headers of real programs are scanned, and that whatever is scanned reads as the parser reads it. */
final class JsonHeaderScannerTest {
    private static final int ROUNDS = 40_000;

    @ParameterizedTest
    @EnumSource(mode = Mode.MATCH_NONE, names = "BINARY.*")
    void whatTheOriginalWritesIsScanned(GoldenFrame golden) {
        byte[] frame = golden.bytesToRead();
        int length = ((frame[2] & 0xff) << 8) | (frame[3] & 0xff);

        var scanned = scan(Arrays.copyOfRange(frame, 4, 4 + length));

        assertThat(scanned).contains(parsed(Arrays.copyOfRange(frame, 4, 4 + length)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"code\":105,\"opaque\":-2147483648}\n",
                "{\"code\":105,\"extFields\":{},\"remark\":\"\"}",
                "{\"extFields\":{\"topic\":\"a\",\"topic\":\"b\",\"\":\"c\"},\"extFields\":{\"topic\":\"d\"}}",
                "{\"language\":\"go\",\"version\":0,\"serializeTypeCurrentRPC\":\"ROCKETMQ\"}",
                "{\"code\":1,\"code\":2147483647}",
            })
    void plainHeadersAreScanned(String header) {
        byte[] bytes = header.getBytes(UTF_8);

        assertThat(scan(bytes)).contains(parsed(bytes));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"code\":105",
                "{\"code\":105,}",
                "{\"code\":105}}",
                "{\"code\":105}x",
                "{\"code\":-}",
                "{\"code\":05}",
                "{\"code\":1.0}",
                "{\"code\":\"105\"}",
                "{\"code\":2147483648}",
                "{\"code\":99999999999999999999}",
                "{\"stranger\":\"x\"}",
                "{\"remark\":\"\\n\"}",
                "{\"remark\":\"\u00e9\"}",
                "{\"remark\":\"a\nb\"}",
                "{\"remark\":null}",
                "{\"extFields\":{\"a\":1}}",
                "{\"extFields\":{\"a\":null}}",
                "{\"extFields\":{\"a\":\"b\"",
                "{ \"code\":105}",
                "{'code':105}",
            })
    void everythingElseIsLeftToTheParser(String header) {
        assertThat(scan(header.getBytes(UTF_8))).isEmpty();
    }

    @Test
    void aHeaderThatEndsEarlyIsNotReadOnInWhatTheThreadReadBefore() {
        byte[] whole = "{\"code\":105,\"extFields\":{\"topic\":\"TopicA\"},\"opaque\":12345}".getBytes(UTF_8);

        for (int length = 0; length < whole.length; length++) {
            assertThat(scan(whole)).isPresent();
            assertThat(scan(Arrays.copyOf(whole, length)))
                    .as("the first %d bytes", length)
                    .isEmpty();
        }
    }

    @Test
    void aLongHeaderIsLeftToTheParser() {
        String longest = "{\"remark\":\"" + "x".repeat(HeaderScratch.USUAL_LENGTH - 13) + "\"}";

        assertThat(scan(longest.getBytes(UTF_8))).isPresent();
        assertThat(scan(longest.replace("x\"", "xx\"").getBytes(UTF_8))).isEmpty();
    }

    @Test
    void whateverIsScannedReadsAsTheParserReadsIt() {
        var random = new Random(20261122);
        int scanned = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] header = header(random).getBytes(UTF_8);
            for (int mutations = random.nextInt(3); mutations > 0; mutations--) {
                header = mutated(header, random);
            }

            var fast = scan(header);

            if (fast.isPresent()) {
                scanned++;
                assertThat(fast.get()).as(new String(header, UTF_8)).isEqualTo(parsed(header));
            }
        }
        assertThat(scanned).as("headers that were scanned").isGreaterThan(ROUNDS / 5);
    }

    private static String header(Random random) {
        var members = new StringBuilder("{");
        for (int count = random.nextInt(6) + 1; count > 0; count--) {
            members.append(members.length() > 1 ? "," : "").append(member(random));
        }
        return members.append(random.nextInt(8) == 0 ? "}\n" : "}").toString();
    }

    private static String member(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> "\"code\":" + random.nextInt(1_000);
            case 1 -> "\"opaque\":" + random.nextInt();
            case 2 -> "\"flag\":" + (random.nextLong() >> random.nextInt(40));
            case 3 -> "\"version\":" + random.nextInt(600);
            case 4 -> "\"language\":\"" + Language.values()[random.nextInt(15)] + "\"";
            case 5 -> "\"remark\":\"" + text(random) + "\"";
            case 6 -> "\"serializeTypeCurrentRPC\":\"JSON\"";
            default -> "\"extFields\":{" + fields(random) + "}";
        };
    }

    private static String fields(Random random) {
        var fields = new StringBuilder();
        for (int count = random.nextInt(random.nextInt(20) == 0 ? 80 : 6); count > 0; count--) {
            String name = random.nextBoolean() ? "topic" : text(random);
            fields.append(fields.length() > 0 ? "," : "")
                    .append("\"" + name + "\":\"")
                    .append(text(random))
                    .append('"');
        }
        return fields.toString();
    }

    private static String text(Random random) {
        return random.ints(random.nextInt(12), 0, random.nextInt(10) == 0 ? 0x2000 : 0x7f)
                .filter(character -> character >= ' ' && character != '"' && character != '\\')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static byte[] mutated(byte[] header, Random random) {
        byte[] mutated = header.clone();
        int at = random.nextInt(header.length);
        switch (random.nextInt(3)) {
            case 0 -> mutated[at] = (byte) random.nextInt();
            case 1 -> mutated[at] = (byte) "{}[]\",:0-9tn\\ ".charAt(random.nextInt(14));
            default -> mutated = Arrays.copyOf(mutated, at + 1);
        }
        return mutated;
    }

    private static Optional<Header> scan(byte[] header) {
        var scanner = JsonHeaderScanner.ofThread();
        return scanner.read(Unpooled.wrappedBuffer(header), header.length)
                ? Optional.of(scanner.header())
                : Optional.empty();
    }

    private static Header parsed(byte[] header) {
        return JsonHeaderCodec.readAny(Unpooled.wrappedBuffer(header), header.length, HeaderLimits.NONE);
    }
}
