package io.lodestar.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole frames: their prefix, random headers there and back, and random damage. */
final class FrameCodecTest {
    private static final int ROUND_TRIPS = 5_000;
    private static final int MUTATIONS = 20_000;

    @ParameterizedTest
    @CsvSource({
        "no frame word,                 ''",
        "half a frame word,             0000",
        "header longer than the frame,  00000003 7b7d",
        "header of 16 MiB,              00ffffff 7b7d",
        "type 2,                        02000002 7b7d",
        "type 128,                      80000002 7b7d",
        "type 255,                      ff000002 7b7d",
        "empty JSON header,             00000000",
        "empty JSON header with body,   00000000 7b7d",
        "empty binary header,           01000000",
    })
    void aWrongPrefixIsNoFrame(String what, String hexadecimal) {
        ByteBuf in = Unpooled.wrappedBuffer(HexFormat.of().parseHex(hexadecimal.replace(" ", "")));

        assertThatThrownBy(() -> FrameCodec.read(in)).as(what).isInstanceOf(MalformedFrameException.class);
        assertThat(in.refCnt()).isEqualTo(1);
    }

    @Test
    void theBodyIsASliceOfTheInputAndNoCopy() {
        ByteBuf in = Unpooled.wrappedBuffer(GoldenFrame.DATA_VERSION_REQUEST.bytesToRead());

        Frame frame = FrameCodec.read(in);

        in.setByte(in.writerIndex() - 1, '!');
        assertThat(frame.body().getByte(frame.body().readableBytes() - 1)).isEqualTo((byte) '!');
    }

    @ParameterizedTest
    @EnumSource
    void randomHeadersSurviveTheJourney(HeaderEncoding encoding) {
        long seed = seed();
        Random random = new Random(seed);

        for (int trip = 0; trip < ROUND_TRIPS; trip++) {
            Header header = randomHeader(random, encoding);
            byte[] body = new byte[random.nextInt(20)];
            random.nextBytes(body);
            checkRoundTrip(new Frame(encoding, header, Unpooled.wrappedBuffer(body)), "seed " + seed + " trip " + trip);
        }
    }

    @Test
    void damagedFramesAreReadOrRefusedButNeverLeak() {
        long seed = seed();
        Random random = new Random(seed);
        GoldenFrame[] golden = GoldenFrame.values();

        int refused = 0;
        for (int mutation = 0; mutation < MUTATIONS; mutation++) {
            byte[] damaged = damage(golden[random.nextInt(golden.length)].bytesToRead(), random);
            boolean read = isRead(damaged, random.nextBoolean(), "seed " + seed + " mutation " + mutation);
            refused += read ? 0 : 1;
        }

        assertThat(refused).as("both outcomes were seen, seed " + seed).isBetween(1, MUTATIONS - 1);
    }

    /** Returns a fresh seed, or the one to run again, from {@code -Dseed}. */
    private static long seed() {
        return Long.getLong("seed", System.nanoTime());
    }

    private static void checkRoundTrip(Frame frame, String trip) {
        byte[] body = ByteBufUtil.getBytes(frame.body());
        ByteBuf wire = Unpooled.buffer();

        FrameCodec.writeHead(frame, wire);
        wire.writeBytes(frame.body());

        assertThat(wire.readInt()).as(trip).isEqualTo(wire.readableBytes());
        Frame read = FrameCodec.read(wire);
        assertThat(read.encoding()).as(trip).isEqualTo(frame.encoding());
        assertThat(read.header()).as(trip).isEqualTo(frame.header());
        assertThat(ByteBufUtil.getBytes(read.body())).as(trip).isEqualTo(body);
    }

    private static Header randomHeader(Random random, HeaderEncoding encoding) {
        boolean binary = encoding == HeaderEncoding.BINARY;
        Language[] languages = Language.values();
        return new Header(
                binary ? (short) random.nextInt() : random.nextInt(),
                languages[random.nextInt(languages.length)],
                binary ? (short) random.nextInt() : random.nextInt(),
                random.nextInt(),
                random.nextInt(),
                random.nextBoolean() ? "" : randomText(random, 0),
                randomFields(random, binary));
    }

    /** Returns random fields; the binary form has neither empty texts nor a set of fields without a field. */
    private static ExtFields randomFields(Random random, boolean binary) {
        int shortest = binary ? 1 : 0;
        int count = random.nextInt(5);
        if (count == 0) {
            return binary || random.nextBoolean() ? ExtFields.ABSENT : ExtFields.EMPTY;
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int field = 0; field < count; field++) {
            values.put(randomText(random, shortest), randomText(random, shortest));
        }
        return ExtFields.of(values);
    }

    private static String randomText(Random random, int shortest) {
        return random.ints(shortest + random.nextInt(12), 0, 10)
                .map(kind -> switch (kind) {
                    case 0 -> random.nextInt(0x20);
                    case 1 -> "\"\\/'{}[],:".charAt(random.nextInt(10));
                    case 2 -> 0x80 + random.nextInt(0xd800 - 0x80);
                    case 3 -> 0x10000 + random.nextInt(0x10000);
                    default -> 'a' + random.nextInt(26);
                })
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static byte[] damage(byte[] frame, Random random) {
        ByteBuf damaged = Unpooled.buffer().writeBytes(frame);
        for (int wounds = 1 + random.nextInt(4); wounds > 0 && damaged.isReadable(); wounds--) {
            int at = random.nextInt(damaged.readableBytes());
            switch (random.nextInt(5)) {
                case 0 -> damaged.setByte(at, random.nextInt());
                case 1 -> damaged.setByte(at, damaged.getByte(at) ^ 1 << random.nextInt(8));
                case 2 -> damaged.writerIndex(at);
                case 3 -> damaged.writeBytes(damaged.copy(at, damaged.readableBytes() - at));
                default -> damaged.setByte(at, "\"\\{}[]:,'0-e\0".charAt(random.nextInt(13)));
            }
        }
        return ByteBufUtil.getBytes(damaged);
    }

    private static boolean isRead(byte[] bytes, boolean direct, String what) {
        PooledByteBufAllocator allocator = PooledByteBufAllocator.DEFAULT;
        ByteBuf in = direct ? allocator.directBuffer() : allocator.heapBuffer();
        in.writeBytes(bytes);

        Throwable thrown = catchThrowable(() -> FrameCodec.read(in).release());

        if (thrown != null && !(thrown instanceof MalformedFrameException)) {
            throw new AssertionError(what + ": " + HexFormat.of().formatHex(bytes), thrown);
        }
        assertThat(in.refCnt()).as(what).isEqualTo(1);
        in.release();
        return thrown == null;
    }
}
