package io.lodestar.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whoever sends a frame can know when it no longer waits for the peer. */
@ExtendWith(LeakCheck.class)
class SettledFramesTest {
    private final AtomicInteger settled = new AtomicInteger();
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final ChannelConnection connection = new ChannelConnection(
            channel, new InetSocketAddress("127.0.0.1", 9), RecordingHandler.silent(), Flow.ofServer(1 << 20));

    SettledFramesTest() {
        channel.pipeline().addLast(connection);
        channel.pipeline().fireChannelActive();
    }

    @AfterEach
    void end() {
        channel.finishAndReleaseAll();
    }

    @Test
    void aFrameIsSettledWhenTheSocketTookIt() {
        connection.send(Frames.request(1), settled::incrementAndGet);
        assertThat(settled).as("before it was offered").hasValue(0);

        channel.runPendingTasks();

        assertThat(settled).hasValue(1);
    }

    @Test
    void aFrameForAPeerThatIsGoneIsSettledAtOnce() {
        var unused = channel.close();

        connection.send(Frames.request(1), settled::incrementAndGet);

        assertThat(settled).hasValue(1);
    }
}
