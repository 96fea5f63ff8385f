package io.lodestar.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.lodestar.protocol.ExtFields;
import io.lodestar.protocol.Frame;
import io.lodestar.protocol.FrameCodec;
import io.lodestar.protocol.Header;
import io.lodestar.protocol.HeaderEncoding;
import io.lodestar.protocol.HeaderLimits;
import io.lodestar.protocol.LimitExceededException;
import io.lodestar.protocol.RequestCode;
import io.lodestar.protocol.ResponseCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Frames that come in many pieces, and those that only a registration may be as long as. */
@ExtendWith(LeakCheck.class)
class LongFrameTest {
    private static final int LARGEST = 200_000;
    private static final int LARGEST_REGISTRATION = 2_000_000;
    private static final int BODY_BYTES = 1_000_000;

    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true, false);
    private final FrameAssembler assembler = new FrameAssembler(
            Flow.ofServer(LARGEST, LARGEST_REGISTRATION, HeaderLimits.DEFAULT), header -> Optional.empty());
    private final byte[] body = new byte[BODY_BYTES];

    LongFrameTest() {
        new Random(11).nextBytes(body);
    }

    @ParameterizedTest
    @EnumSource(HeaderEncoding.class)
    void aRegistrationIsTheSameInWhateverPiecesItComes(HeaderEncoding encoding) {
        byte[] registration = bytes(encoding, RequestCode.REGISTER_BROKER, body);
        byte[] query = bytes(encoding, RequestCode.GET_ROUTE_INFO, new byte[] {42});

        for (long seed = 0; seed < 40; seed++) {
            var random = new Random(seed);
            byte[] stream = concatenated(query, registration, registration, query);
            int largest = 1 + random.nextInt(1 << (1 + random.nextInt(18)));
            int frames = 0;
            for (int at = 0; at < stream.length; ) {
                int end = Math.min(
                        stream.length, at + (at < 2000 ? 1 + random.nextInt(100) : 1 + random.nextInt(largest) + 500));
                add(Arrays.copyOfRange(stream, at, end), random.nextInt(3) * 70_000);
                at = end;
                for (var frame = assembler.next(); frame.isPresent(); frame = assembler.next()) {
                    assertThat(ByteBufUtil.getBytes(frame.get().body()))
                            .as("seed %d, frame %d", seed, frames)
                            .isEqualTo(frames % 3 == 0 ? new byte[] {42} : body);
                    frame.get().release();
                    frames++;
                }
                assembler.trim(allocator);
            }
            assertThat(frames).as("seed %d, frames", seed).isEqualTo(4);
            assertThat(allocator.metric().usedDirectMemory())
                    .as("direct memory left")
                    .isZero();
        }
    }

    @Test
    void whatIsNotWholeAtTheEndIsGivenBackAtOnce() {
        byte[] registration = bytes(HeaderEncoding.JSON, RequestCode.REGISTER_BROKER, body);
        add(Arrays.copyOf(registration, 100_000), 0);
        assertThat(assembler.next()).isEmpty();
        add(Arrays.copyOfRange(registration, 100_000, 200_000), 0);
        assertThat(assembler.next()).isEmpty();

        assembler.end();

        assertThat(allocator.metric().usedDirectMemory())
                .as("direct memory left")
                .isZero();
        assertThat(assembler.holdsFrame()).isFalse();
        assertThat(assembler.next()).isEmpty();
    }

    @Test
    void anythingElseOfThatLengthIsRefusedByItsHeader() {
        byte[] query = bytes(HeaderEncoding.JSON, RequestCode.GET_ROUTE_INFO, body);
        add(Arrays.copyOf(query, 20), 0);
        assertThat(assembler.next()).as("before its header is there").isEmpty();

        add(Arrays.copyOfRange(query, 20, 2000), 0);

        assertThatExceptionOfType(LimitExceededException.class)
                .isThrownBy(assembler::next)
                .withMessageStartingWith("frame of " + query.length + " bytes exceeds frameMaxLength 200000; ")
                .satisfies(refusal -> assertThat(asked(refusal)).isEqualTo("105 opaque 7"));
    }

    @Test
    void aRegistrationBeyondItsOwnLimitIsRefusedAtTheLengthField() {
        byte[] registration = bytes(HeaderEncoding.JSON, RequestCode.REGISTER_BROKER, new byte[LARGEST_REGISTRATION]);

        add(Arrays.copyOf(registration, 4), 0);

        assertThatExceptionOfType(LimitExceededException.class)
                .isThrownBy(assembler::next)
                .withMessageStartingWith(
                        "frame of " + registration.length + " bytes exceeds registrationMaxLength 2000000; ")
                .satisfies(refusal ->
                        assertThat(refusal.request()).as("what is known of it").isEmpty());
    }

    @Test
    void aRegistrationWhoseSenderMayNotSendALongOneIsRefusedByItsHeader() {
        byte[] registration = bytes(HeaderEncoding.BINARY, RequestCode.REGISTER_BROKER, body);
        var strict = new FrameAssembler(
                Flow.ofServer(LARGEST, LARGEST_REGISTRATION, HeaderLimits.DEFAULT),
                header -> Optional.of("not signed"));
        strict.add(allocator, allocator.buffer().writeBytes(registration, 0, 2000));

        assertThatExceptionOfType(LimitExceededException.class)
                .isThrownBy(strict::next)
                .withMessage("not signed")
                .satisfies(refusal -> assertThat(asked(refusal)).isEqualTo("103 opaque 7"))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ResponseCode.NO_PERMISSION));
    }

    private static String asked(LimitExceededException refusal) {
        var header = refusal.request().orElseThrow().header();
        return header.code() + " opaque " + header.opaque();
    }

    @Test
    void memoryIsTakenForWhatHasArrivedOnly() {
        byte[] registration = bytes(HeaderEncoding.JSON, RequestCode.REGISTER_BROKER, body);
        int arrived = 0;
        int heapBefore = (int) allocator.metric().usedHeapMemory();

        for (int piece = 1000; arrived < BODY_BYTES / 2; arrived += piece) {
            add(Arrays.copyOfRange(registration, arrived, arrived + piece), 100_000);
            assertThat(assembler.next()).isEmpty();
            assembler.trim(allocator);

            long held =
                    allocator.metric().usedDirectMemory() + allocator.metric().usedHeapMemory() - heapBefore;
            assertThat(held).as("bytes held for %d", arrived + piece).isLessThan(2L * arrived + 200_000);
        }
        assembler.close();
        assertThat(allocator.metric().usedDirectMemory())
                .as("direct memory left")
                .isZero();
    }

    @Test
    void whatCameBeforeTheEndIsThereAfterIt() {
        byte[] registration = bytes(HeaderEncoding.JSON, RequestCode.REGISTER_BROKER, body);
        add(Arrays.copyOf(registration, 300_000), 0);
        assertThat(assembler.next()).isEmpty();
        add(Arrays.copyOfRange(registration, 300_000, registration.length), 0);

        assembler.end();

        assertThat(allocator.metric().usedDirectMemory())
                .as("direct memory left")
                .isZero();
        assertThat(assembler.holdsFrame()).isTrue();
        Optional<Frame> frame = assembler.next();
        assertThat(frame.map(Frame::body).map(ByteBufUtil::getBytes)).hasValue(body);
        assertThat(assembler.holdsFrame()).isFalse();
    }

    @Test
    void aFrameThatDidNotComeWholeIsGivenUp() {
        add(Arrays.copyOf(bytes(HeaderEncoding.JSON, RequestCode.REGISTER_BROKER, body), 300_000), 0);
        assertThat(assembler.next()).isEmpty();
        add(new byte[100_000], 0);

        assembler.close();

        assertThat(allocator.metric().usedDirectMemory())
                .as("direct memory left")
                .isZero();
        assertThat(assembler.next()).isEmpty();
    }

    private void add(byte[] bytes, int spareBytes) {
        assembler.add(
                allocator, allocator.directBuffer(bytes.length + spareBytes).writeBytes(bytes));
    }

    private static byte[] bytes(HeaderEncoding encoding, RequestCode code, byte[] body) {
        var header = Header.request(code, 7, ExtFields.EMPTY);
        ByteBuf out = Unpooled.buffer();
        FrameCodec.writeHead(new Frame(encoding, header, Unpooled.wrappedBuffer(body)), out);
        return ByteBufUtil.getBytes(out.writeBytes(body));
    }

    private static byte[] concatenated(byte[]... parts) {
        return ByteBufUtil.getBytes(Unpooled.wrappedBuffer(parts));
    }
}
