package io.lodestar.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.lodestar.protocol.ExtFields;
import io.lodestar.protocol.Frame;
import io.lodestar.protocol.FrameCodec;
import io.lodestar.protocol.Header;
import io.lodestar.protocol.HeaderEncoding;
import io.lodestar.protocol.Language;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class OutputBatchTest {
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final OutputBatch batch = new OutputBatch(channel);

    @AfterEach
    void end() {
        channel.finishAndReleaseAll();
    }

    @Test
    void shortFramesLeaveInOnePiece() {
        for (int i = 0; i < 10; i++) {
            batch.add(Frames.request(i, "body"));
        }
        batch.giveToChannel();
        channel.flush();

        assertThat(channel.outboundMessages()).hasSize(1);
        assertThat(texts()).hasSize(10).startsWith("0:body").endsWith("9:body");
    }

    @Test
    void shortAndLongBodiesLeaveInTheirOrder() {
        var random = new Random(13);
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(1 << 24, 1 << 25));
        var expected = new ArrayList<String>();
        for (int i = 0; i < 300; i++) {
            int length = random.nextInt(3) == 0 ? random.nextInt(40_000) : random.nextInt(OutputBatch.LONG_BYTES + 2);
            String body = Integer.toString(i).repeat(length).substring(0, length);
            expected.add(i + ":" + body);
            batch.add(Frames.request(i, body));
        }

        batch.giveToChannel();
        channel.flush();

        assertThat(texts()).isEqualTo(expected);
    }

    @Test
    void sharedBytesAreLeftAsTheyAreAndGivenUpOnceForEachUse() {
        for (int length : new int[] {0, 100, OutputBatch.LONG_BYTES}) {
            ByteBuf shared = Unpooled.directBuffer().writeZero(length);

            batch.add(shared.retain());
            batch.add(shared.retain());
            batch.giveToChannel();
            channel.flush();
            channel.releaseOutbound();

            assertThat(shared.readableBytes()).isEqualTo(length);
            assertThat(shared.refCnt()).isOne();
            shared.release();
        }
    }

    @Test
    void nothingWaitsHereOnceTheChannelIsFull() {
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(500, 1_000));

        for (int i = 0; i < 100; i++) {
            batch.add(Frames.request(i, "x".repeat(50)));

            assertThat(channel.unsafe().outboundBuffer().totalPendingWriteBytes() > 0)
                    .as("after %d frames, the channel knows of those above its mark", i + 1)
                    .isEqualTo(!channel.isWritable());
        }
        assertThat(channel.isWritable()).isFalse();
    }

    @Test
    void aFrameThatCannotBeWrittenLeavesTheOthersWhole() {
        batch.add(Frames.request(1, "before"));
        var header = new Header(200_050, Language.JAVA, 1, 2, 0, "", ExtFields.ABSENT);
        var unfit = new Frame(HeaderEncoding.BINARY, header, Unpooled.copiedBuffer("body", UTF_8));

        assertThatIllegalArgumentException().isThrownBy(() -> batch.add(unfit));
        batch.add(Frames.request(3, "after"));
        batch.giveToChannel();
        channel.flush();

        assertThat(unfit.body().refCnt()).isZero();
        assertThat(texts()).containsExactly("1:before", "3:after");
    }

    @Test
    void aClosedChannelGivesEverythingUp() {
        ByteBuf body = Unpooled.directBuffer().writeZero(OutputBatch.LONG_BYTES);
        batch.add(Frames.request(1, "short"));
        var unused = channel.close();

        batch.add(body);
        batch.giveToChannel();

        assertThat(body.refCnt()).isZero();
        assertThat(channel.outboundMessages()).isEmpty();
    }

    @Test
    void whoAsksForLittleHoldsLittle() {
        for (int i = 0; i < 50; i++) {
            batch.add(Frames.request(i));
            batch.giveToChannel();
        }
        channel.flush();

        for (Object piece : channel.outboundMessages()) {
            assertThat(((ByteBuf) piece).capacity()).isLessThanOrEqualTo(1_024);
        }
    }

    private List<String> texts() {
        ByteBuf all = Unpooled.buffer();
        for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
            all.writeBytes(part);
            part.release();
        }
        var texts = new ArrayList<String>();
        while (all.isReadable()) {
            texts.add(Frames.text(FrameCodec.read(all.readSlice(all.readInt()))));
        }
        return texts;
    }
}
