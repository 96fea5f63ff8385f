package io.lodestar.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.lodestar.protocol.Frame;
import io.lodestar.protocol.FrameCodec;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class ChannelConnectionTest {
    private static final int MAX_FRAME_BYTES = 1 << 20;

    private final List<String> events = new ArrayList<>();
    private final FlushCounter flushes = new FlushCounter();
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private BiConsumer<Connection, Frame> onFrame = (connection, frame) -> connection.send(Frames.answer(frame));
    private final ChannelConnection connection = new ChannelConnection(
            channel, new InetSocketAddress("127.0.0.1", 9), new Recorder(), Flow.ofServer(MAX_FRAME_BYTES));

    ChannelConnectionTest() {
        channel.pipeline().addLast(flushes, connection);
        channel.pipeline().fireChannelActive();
    }

    @AfterEach
    void end() {
        channel.finishAndReleaseAll();
    }

    @Test
    void theAnswersOfOneReadAreFlushedOnce() {
        receive(Frames.request(1), Frames.request(2), Frames.request(3));

        assertThat(sent()).containsExactly("1:", "2:", "3:");
        assertThat(flushes.count).isOne();
    }

    @Test
    void whatIsSentOutsideOfAReadIsFlushedToo() {
        connection.send(Frames.request(1));
        connection.send(Frames.request(2));
        channel.runPendingTasks();

        assertThat(sent()).containsExactly("1:", "2:");
    }

    @Test
    void aLongBodyIsSentAsItIs() {
        ByteBuf body = Unpooled.directBuffer().writeZero(OutputBatch.LONG_BYTES);
        onFrame = (from, frame) -> from.send(Frames.answer(frame, body));

        receive(Frames.request(1));

        channel.<ByteBuf>readOutbound().release();
        assertThat(channel.<ByteBuf>readOutbound().memoryAddress()).isEqualTo(body.memoryAddress());
        assertThat(body.readerIndex()).as("shared bytes are not used up").isZero();
        body.release();
    }

    @Test
    void aPausedConnectionKeepsFramesThatHaveArrived() {
        onFrame = (from, frame) -> {
            from.send(Frames.answer(frame));
            from.pauseReading();
        };

        receive(Frames.request(1), Frames.request(2), Frames.request(3));

        assertThat(events).containsExactly("opened", "frame 1");
        assertThat(sent()).as("sent before the pause").containsExactly("1:");
        assertThat(channel.config().isAutoRead()).isFalse();
    }

    @Test
    void aResumedConnectionDeliversFramesInOrder() {
        onFrame = (from, frame) -> {
            from.send(Frames.answer(frame));
            from.pauseReading();
        };
        receive(Frames.request(1), Frames.request(2));
        receive(Frames.request(3));

        onFrame = (from, frame) -> from.send(Frames.answer(frame));
        connection.resumeReading();
        channel.runPendingTasks();

        assertThat(events).containsExactly("opened", "frame 1", "frame 2", "frame 3");
        assertThat(sent()).containsExactly("1:", "2:", "3:");
        assertThat(channel.config().isAutoRead()).isTrue();
    }

    @Test
    void aPeerThatDoesNotReadIsNotListenedTo() {
        canWrite(false);
        receive(Frames.request(1));
        assertThat(events).containsExactly("opened");

        canWrite(true);

        assertThat(events).containsExactly("opened", "frame 1");
        assertThat(channel.config().isAutoRead()).isTrue();
    }

    @Test
    void bothReasonsToPauseHaveToEnd() {
        connection.pauseReading();
        canWrite(false);
        receive(Frames.request(1));

        canWrite(true);
        assertThat(events).as("still asked to pause").containsExactly("opened");
        canWrite(false);
        connection.resumeReading();
        channel.runPendingTasks();
        assertThat(events).as("peer still slow").containsExactly("opened");
        canWrite(true);

        assertThat(events).containsExactly("opened", "frame 1");
    }

    @Test
    void aClientListensToAPeerThatDoesNotRead() {
        var client = new EmbeddedChannel();
        client.pipeline()
                .addLast(new ChannelConnection(
                        client, connection.remoteAddress(), new Recorder(), Flow.ofClient(MAX_FRAME_BYTES)));

        client.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
        client.runPendingTasks();
        client.writeInbound(Unpooled.wrappedBuffer(Frames.bytes(Frames.request(1))));

        assertThat(events).as("else two such peers would wait for each other").contains("frame 1");
        client.finishAndReleaseAll();
    }

    @Test
    void pausingForEachFrameTakesNoStack() {
        onFrame = (from, frame) -> {
            frame.release();
            from.pauseReading();
            from.resumeReading();
        };
        var frames = new Frame[20_000];
        for (int i = 0; i < frames.length; i++) {
            frames[i] = Frames.request(i);
        }

        receive(frames);
        for (int turn = 0; turn < frames.length / Intake.FRAMES_A_TURN; turn++) {
            channel.runPendingTasks();
        }

        assertThat(events).hasSize(1 + frames.length);
    }

    @Test
    void aBadFrameClosesAfterTheAnswersToGoodOnes() {
        ByteBuf bytes = Unpooled.buffer().writeBytes(Frames.bytes(Frames.request(1)));
        bytes.writeInt(3).writeBytes(Frames.bytes(Frames.request(2)));

        channel.writeInbound(bytes);
        channel.pipeline().fireChannelRead(Unpooled.wrappedBuffer(Frames.bytes(Frames.request(3))));

        assertThat(sent()).containsExactly("1:");
        assertThat(events).containsExactly("opened", "frame 1", "closed");
        assertThat(bytes.refCnt()).isZero();
    }

    @Test
    void aFaultOfTheHandlerClosesTheConnection() {
        onFrame = (from, frame) -> {
            frame.release();
            throw new IllegalStateException("on purpose");
        };

        receive(Frames.request(1), Frames.request(2));

        assertThat(events).containsExactly("opened", "frame 1", "closed");
        assertThat(channel.isActive()).isFalse();
    }

    @Test
    void aFaultAfterAPauseClosesTheConnectionToo() {
        connection.pauseReading();
        receive(Frames.request(1), Frames.request(2));
        onFrame = (from, frame) -> {
            frame.release();
            throw new IllegalStateException("on purpose");
        };

        connection.resumeReading();
        channel.runPendingTasks();

        assertThat(events).containsExactly("opened", "frame 1", "closed");
    }

    @Test
    void nothingIsDeliveredAfterClose() {
        onFrame = (from, frame) -> {
            from.send(Frames.answer(frame));
            from.close();
            from.close();
        };

        receive(Frames.request(1), Frames.request(2));

        assertThat(sent()).as("sent before the close").containsExactly("1:");
        assertThat(events).containsExactly("opened", "frame 1", "closed");
    }

    @Test
    void aClosedConnectionDropsWhatItIsGiven() {
        connection.close();
        channel.runPendingTasks();
        Frame late = Frames.request(1, "late");

        connection.send(late);

        assertThat(late.body().refCnt()).isZero();
        assertThat(sent()).isEmpty();
        assertThat(connection.remoteAddress().getPort()).isEqualTo(9);
    }

    @Test
    void aPeerThatLetsTooMuchPileUpIsGivenUp() {
        ByteBuf large = Unpooled.directBuffer().writeZero(MAX_FRAME_BYTES);
        flushes.block = true;

        for (int i = 0; i < 6; i++) {
            Frame request = Frames.request(i);
            connection.send(Frames.answer(request, large.retainedDuplicate()));
            request.release();
        }
        channel.runPendingTasks();

        assertThat(events).containsExactly("opened", "closed");
        assertThat(large.refCnt()).as("only our own reference is left").isOne();
        large.release();
    }

    @Test
    void connectionsHaveDifferentIds() {
        var other = new ChannelConnection(
                channel, connection.remoteAddress(), new Recorder(), Flow.ofServer(MAX_FRAME_BYTES));

        assertThat(other.id()).isNotEqualTo(connection.id());
    }

    private void receive(Frame... frames) {
        channel.writeInbound(Unpooled.wrappedBuffer(Frames.bytes(frames)));
    }

    private void canWrite(boolean writable) {
        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, writable);
        channel.runPendingTasks();
    }

    private List<String> sent() {
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

    /** Notes what it is told, and lets the test do the rest. */
    private final class Recorder implements FrameHandler {
        @Override
        public void onOpened(Connection opened) {
            events.add("opened");
        }

        @Override
        public void onFrame(Connection from, Frame frame) {
            events.add("frame " + frame.header().opaque());
            onFrame.accept(from, frame);
        }

        @Override
        public void onClosed(Connection closed) {
            events.add("closed");
        }
    }

    /** Counts flushes, and holds them up if asked to. */
    private static final class FlushCounter extends ChannelOutboundHandlerAdapter {
        private int count;
        private boolean block;

        @Override
        public void flush(ChannelHandlerContext context) {
            count++;
            if (!block) {
                context.flush();
            }
        }
    }
}
