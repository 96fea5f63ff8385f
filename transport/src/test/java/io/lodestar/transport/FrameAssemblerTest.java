package io.lodestar.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.lodestar.protocol.Frame;
import io.lodestar.protocol.LimitExceededException;
import io.lodestar.protocol.MalformedFrameException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LeakCheck.class)
class FrameAssemblerTest {
    private static final int LARGEST = 16_777_216;

    private final ByteBufAllocator allocator = new UnpooledByteBufAllocator(true, false);
    private final FrameAssembler assembler = new FrameAssembler(Flow.ofServer(LARGEST), header -> Optional.empty());
    private final List<ByteBuf> added = new ArrayList<>();

    @Test
    void everySplitOfTheBytesGivesTheSameFrames() {
        byte[] bytes = Frames.bytes(Frames.request(1), Frames.request(2, "body"), Frames.request(3));

        for (int split = 0; split <= bytes.length; split++) {
            var seen = new ArrayList<String>();
            add(Arrays.copyOfRange(bytes, 0, split));
            drainInto(seen);
            assembler.trim(allocator);
            add(Arrays.copyOfRange(bytes, split, bytes.length));
            drainInto(seen);
            assembler.trim(allocator);

            assertThat(seen).as("split after %d bytes", split).containsExactly("1:", "2:body", "3:");
            assertThat(added).as("split after %d bytes", split).allMatch(buffer -> buffer.refCnt() == 0);
        }
    }

    @Test
    void bytesThatComeOneByOneGiveTheSameFrames() {
        var seen = new ArrayList<String>();

        for (byte single : Frames.bytes(Frames.request(1, "one"), Frames.request(2, "two"))) {
            add(single);
            drainInto(seen);
            assembler.trim(allocator);
        }

        assertThat(seen).containsExactly("1:one", "2:two");
        assertThat(added).allMatch(buffer -> buffer.refCnt() == 0);
    }

    @Test
    void aBodyOutlivesTheAssembler() {
        add(Frames.bytes(Frames.request(1, "kept")));
        Frame frame = assembler.next().orElseThrow();

        assembler.close();

        assertThat(Frames.text(frame)).isEqualTo("1:kept");
        assertThat(added).allMatch(buffer -> buffer.refCnt() == 0);
    }

    @Test
    void theLargestLengthIsAwaited() {
        add(0x00, 0xff, 0xff, 0xfc); // 16777212

        assertThat(assembler.next()).isEmpty();
        assembler.close();
    }

    @Test
    void oneByteMoreIsRefusedAtTheLengthField() {
        add(0x00, 0xff, 0xff, 0xfd); // 16777213

        assertThatExceptionOfType(LimitExceededException.class)
                .isThrownBy(assembler::next)
                .withMessageStartingWith("frame of 16777217 bytes exceeds frameMaxLength 16777216");
        assertThat(added).allMatch(buffer -> buffer.refCnt() == 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 3})
    void aLengthWithoutRoomForTheFrameWordIsRefused(int length) {
        added.add(allocator.buffer().writeInt(length));
        assembler.add(allocator, added.get(0));

        assertThatExceptionOfType(MalformedFrameException.class)
                .isThrownBy(assembler::next)
                .withMessage("frame length " + length + " is below 4");
    }

    @Test
    void allThatFollowsABadFrameIsDropped() {
        add(Frames.bytes(Frames.request(1)));
        add(0, 0, 0, 4, 2, 0, 0, 0); // header type 2
        add(Frames.bytes(Frames.request(2)));
        assertThat(assembler.next().map(Frames::text)).hasValue("1:");
        assertThatExceptionOfType(MalformedFrameException.class).isThrownBy(assembler::next);

        add(Frames.bytes(Frames.request(3)));

        assertThat(assembler.next()).isEmpty();
        assertThat(added).allMatch(buffer -> buffer.refCnt() == 0);
    }

    @Test
    void garbageIsRefusedOrAwaitedAndNeverKeptLongerThanItsStream() {
        var random = new Random(20261121);

        for (int round = 0; round < 2_000; round++) {
            byte[] garbage = new byte[random.nextInt(64)];
            random.nextBytes(garbage);
            if (garbage.length > 8) {
                Arrays.fill(garbage, 0, 3, (byte) 0); // lengths that are often fulfilled
                garbage[4] = (byte) (round & 1);
                Arrays.fill(garbage, 5, 7, (byte) 0);
            }
            var stream = new FrameAssembler(Flow.ofServer(LARGEST), header -> Optional.empty());
            ByteBuf buffer = allocator.buffer().writeBytes(garbage);
            stream.add(allocator, buffer);
            drainUntilRefused(stream);
            stream.close();

            assertThat(buffer.refCnt()).as("round %d", round).isZero();
        }
    }

    @Test
    void theStartOfAFrameDoesNotHoldTheMemoryOfThoseBeforeIt() {
        byte[] tail = Frames.bytes(Frames.request(2));
        add(Frames.bytes(Frames.request(1, "x".repeat(10_000))));
        add(Arrays.copyOfRange(tail, 0, 10));
        assembler.next().orElseThrow().release();

        assembler.trim(allocator);
        add(Arrays.copyOfRange(tail, 10, tail.length));

        assertThat(added.get(0).refCnt()).isZero();
        assertThat(assembler.next().map(Frames::text)).hasValue("2:");
        assembler.close();
    }

    private static void drainUntilRefused(FrameAssembler stream) {
        try {
            for (Optional<Frame> frame = stream.next(); frame.isPresent(); frame = stream.next()) {
                frame.get().release();
            }
        } catch (MalformedFrameException | LimitExceededException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
    }

    private void drainInto(List<String> seen) {
        for (Optional<Frame> frame = assembler.next(); frame.isPresent(); frame = assembler.next()) {
            seen.add(Frames.text(frame.get()));
        }
    }

    private void add(int... bytes) {
        byte[] narrow = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            narrow[i] = (byte) bytes[i];
        }
        add(narrow);
    }

    private void add(byte[] bytes) {
        ByteBuf buffer = allocator.buffer().writeBytes(bytes);
        added.add(buffer);
        assembler.add(allocator, buffer);
    }
}
