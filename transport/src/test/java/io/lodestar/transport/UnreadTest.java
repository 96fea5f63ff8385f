package io.lodestar.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.lodestar.protocol.Frame;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What all peers together leave unread has a limit. */
@ExtendWith(LeakCheck.class)
class UnreadTest {
    private static final int LIMIT_BYTES = 100_000;
    private static final String LONG_BODY = "b".repeat(40_000);

    private long nowNanos;
    private final List<LazyChannel> channels = new ArrayList<>();
    private final Unread unread = new Unread(LIMIT_BYTES, () -> nowNanos);

    @AfterEach
    void end() {
        channels.forEach(channel -> {
            channel.reads = true;
            channel.finishAndReleaseAll();
        });
    }

    @Test
    void whatOnePeerLeavesUnreadCostsNobodyElse() {
        var lazy = connect();
        var other = connect();

        answer(lazy, "b".repeat(LIMIT_BYTES - 1_000));
        answer(other, "short");

        assertThat(lazy.isOpen()).isTrue();
        assertThat(other.isOpen()).isTrue();
    }

    @Test
    void aboveTheLimitThePeerIsGivenUpForWhichMuchHasWaitedLong() {
        var modest = connect();
        var lazy = connect();
        var late = connect();
        answer(modest, "short");
        nowNanos += TimeUnit.SECONDS.toNanos(1);
        answer(lazy, LONG_BODY);
        nowNanos += TimeUnit.SECONDS.toNanos(1);

        answer(late, "b".repeat(80_000));

        assertThat(modest.isOpen()).isTrue();
        assertThat(lazy.isOpen())
                .as("the one that left 40000 bytes for a second")
                .isFalse();
        assertThat(late.isOpen()).as("the one that was just answered").isTrue();
    }

    @Test
    void aPeerThatHasReadMeanwhileIsNotGivenUp() {
        var slow = connect();
        answer(slow, "b".repeat(90_000));
        nowNanos += TimeUnit.SECONDS.toNanos(1);
        slow.reads = true;
        slow.flush();

        var late = connect();
        answer(late, LONG_BODY);

        assertThat(slow.isOpen()).isTrue();
        assertThat(late.isOpen()).isTrue();
    }

    @Test
    void whatWaitedForAPeerThatIsGoneCountsNoMore() {
        for (int i = 0; i < 10; i++) {
            var lazy = connect();
            answer(lazy, LONG_BODY);
            ChannelFuture unused = lazy.close();
        }

        var late = connect();
        answer(late, LONG_BODY);
        answer(connect(), LONG_BODY);

        assertThat(late.isOpen()).isTrue();
    }

    private LazyChannel connect() {
        var channel = new LazyChannel();
        var house = new House(Duration.ZERO, Patience.ENDLESS, unread, Optional.empty());
        FrameHandler answering = (connection, frame) -> connection.send(Frames.answer(frame, frame.body()));
        var connection = new ChannelConnection(
                channel, new InetSocketAddress("127.0.0.1", 9), answering, Flow.ofServer(1 << 20));
        new Roster(channel.eventLoop(), 0, house).add(connection);
        channel.pipeline().addLast(connection);
        channel.pipeline().fireChannelActive();
        channels.add(channel);
        return channel;
    }

    private void answer(EmbeddedChannel channel, String body) {
        Frame request = Frames.request(1, body);
        channel.writeInbound(Unpooled.wrappedBuffer(Frames.bytes(request)));
        channels.forEach(EmbeddedChannel::runPendingTasks); // each has a loop of its own
    }

    /** A channel whose peer may read nothing. */
    private static final class LazyChannel extends EmbeddedChannel {
        private boolean reads;

        @Override
        protected void doWrite(ChannelOutboundBuffer waiting) throws Exception {
            if (reads) {
                super.doWrite(waiting);
            }
        }
    }
}
