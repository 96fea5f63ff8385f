package io.lodestar.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.lodestar.protocol.Frame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of frames that arrived, and were not delivered yet, when a connection ends. */
@ExtendWith(LeakCheck.class)
class LostPeerTest {
    private final List<String> events = new ArrayList<>();
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private BiConsumer<Connection, Frame> onFrame = (connection, frame) -> connection.send(Frames.answer(frame));
    private final ChannelConnection connection = new ChannelConnection(
            channel, new InetSocketAddress("127.0.0.1", 9), new Recorder(), Flow.ofServer(1 << 20));

    LostPeerTest() {
        channel.pipeline().addLast(connection);
        channel.pipeline().fireChannelActive();
    }

    @AfterEach
    void end() {
        channel.finishAndReleaseAll();
    }

    @Test
    void whatArrivedBeforeThePeerClosedIsServedBeforeTheEndIsTold() {
        onFrame = (from, frame) -> {
            frame.release();
            from.pauseReading();
        };
        receive(Frames.request(1), Frames.request(2), Frames.request(3));

        peerCloses();
        assertThat(events).as("while the first is worked on").containsExactly("opened", "frame 1");
        resume();
        assertThat(events).as("while the second is").containsExactly("opened", "frame 1", "frame 2");
        resume();

        assertThat(events)
                .as("nothing is left to wait for")
                .containsExactly("opened", "frame 1", "frame 2", "frame 3", "closed");
        resume();
        assertThat(events).hasSize(5);
    }

    @Test
    void whatArrivedBeforeAResetIsServedToo() {
        connection.pauseReading();
        receive(Frames.request(1), Frames.request(2));

        channel.pipeline().fireExceptionCaught(new IOException("Connection reset by peer"));
        assertThat(channel.isActive()).isFalse();
        resume();

        assertThat(events).containsExactly("opened", "frame 1", "frame 2", "closed");
        assertThat(connection.failure()).isPresent();
    }

    @Test
    void thePeersEndIsToldAtOnceWhenNoWholeFrameIsLeft() {
        onFrame = (from, frame) -> {
            frame.release();
            from.pauseReading();
        };
        byte[] bytes = Frames.bytes(Frames.request(1), Frames.request(2));
        channel.writeInbound(Unpooled.wrappedBuffer(bytes, 0, bytes.length - 1));

        peerCloses();

        assertThat(events).containsExactly("opened", "frame 1", "closed");
    }

    @Test
    void aSlowPeerThatClosesIsWaitedForNoLonger() {
        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
        channel.runPendingTasks();
        receive(Frames.request(1));

        peerCloses();

        assertThat(events).containsExactly("opened", "frame 1", "closed");
    }

    @Test
    void whatArrivedBeforeOurOwnCloseIsDropped() {
        connection.pauseReading();
        receive(Frames.request(1), Frames.request(2));

        connection.close();
        resume();

        assertThat(events).containsExactly("opened", "closed");
    }

    @Test
    void ourOwnCloseAfterThePeersDropsWhatIsLeft() {
        connection.pauseReading();
        receive(Frames.request(1), Frames.request(2));
        peerCloses();

        connection.close();

        assertThat(events).containsExactly("opened", "closed");
        resume();
        assertThat(events).hasSize(2);
    }

    @Test
    void aFaultAfterThePeerClosedStillTellsTheEnd() {
        connection.pauseReading();
        receive(Frames.request(1), Frames.request(2));
        peerCloses();
        onFrame = (from, frame) -> {
            frame.release();
            throw new IllegalStateException("on purpose");
        };

        resume();

        assertThatIllegalStateException().as("what the event loop logs").isThrownBy(channel::checkException);

        assertThat(events).containsExactly("opened", "frame 1", "closed");
    }

    @Test
    void aBadFrameAfterThePeerClosedStillTellsTheEnd() {
        connection.pauseReading();
        channel.writeInbound(Unpooled.buffer()
                .writeBytes(Frames.bytes(Frames.request(1)))
                .writeInt(3)
                .writeBytes(Frames.bytes(Frames.request(2))));
        peerCloses();
        onFrame = (from, frame) -> frame.release();

        resume();

        assertThat(events).containsExactly("opened", "frame 1", "closed");
    }

    @Test
    void anAnswerToAPeerThatIsGoneDropsOnlyItself() {
        connection.pauseReading();
        receive(Frames.request(1), Frames.request(2));
        peerCloses();

        resume(); // each is answered

        assertThat(events).containsExactly("opened", "frame 1", "frame 2", "closed");
        assertThat(channel.<ByteBuf>readOutbound()).isNull();
    }

    private void receive(Frame... frames) {
        channel.writeInbound(Unpooled.wrappedBuffer(Frames.bytes(frames)));
    }

    private void peerCloses() {
        var unused = channel.close();
    }

    private void resume() {
        connection.resumeReading();
        channel.runPendingTasks();
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
}
