package io.lodestar.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Idle connections go, all others stay; time is that of the embedded channel. */
@ExtendWith(LeakCheck.class)
class RosterTest {
    private static final Duration LIMIT = Duration.ofSeconds(Roster.ROUNDS);
    private static final FrameHandler NOT_INTERESTED = (connection, frame) -> frame.release();

    private final SlowChannel channel = new SlowChannel();
    private Roster roster = new Roster(new EmbeddedChannel().eventLoop(), 0, House.ofClient(Duration.ZERO));

    @AfterEach
    void end() {
        channel.takesAll = true;
        channel.finishAndReleaseAll();
    }

    @Test
    void aConnectionThatCarriesNothingIsClosedOnceTheLimitHasPassed() {
        watch();

        pass(LIMIT.minusMillis(1));
        assertThat(channel.isOpen()).as("just before the limit").isTrue();

        pass(Duration.ofMillis(1_001));
        assertThat(channel.isOpen()).as("a round later").isFalse();
        assertThat(roster.size()).isZero();
    }

    @Test
    void aByteThatCameInStartsTheWaitAnew() {
        watch();
        pass(LIMIT.minusMillis(1));

        channel.writeInbound(Unpooled.buffer().writeByte(0));

        pass(LIMIT.minusMillis(1));
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void aFrameThatIsSentStartsTheWaitAnew() {
        var connection = watch();
        pass(LIMIT.minusMillis(1));

        connection.send(Frames.request(1));
        channel.runPendingTasks();

        pass(LIMIT.minusMillis(1));
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void bytesThatTrickleOutToASlowPeerAreLife() {
        var connection = watch();
        channel.takesAll = false;
        connection.send(Frames.request(1));
        channel.runPendingTasks();

        for (int taken = 0; taken < 5; taken++) {
            pass(LIMIT.minusMillis(1));
            channel.unsafe().flush();
        }
        assertThat(channel.isOpen()).as("while it takes a byte now and then").isTrue();

        pass(LIMIT.plusSeconds(2));
        assertThat(channel.isOpen()).as("when it takes none for the limit").isFalse();
    }

    @Test
    void whoLeavesTakesNobodyElseOff() {
        var channels = Stream.generate(EmbeddedChannel::new).limit(4).toList();
        channels.forEach(this::enrol);

        channels.get(1).close().syncUninterruptibly();
        channels.get(3).close().syncUninterruptibly();

        assertThat(roster.size()).isEqualTo(2);
        assertThat(channels).extracting(EmbeddedChannel::isOpen).containsExactly(true, false, true, false);
    }

    @Test
    void theEndIsToldWhenTheLastHasGone() {
        roster = new Roster(channel.eventLoop(), 0, House.ofClient(LIMIT));
        var others = List.of(new EmbeddedChannel(), new EmbeddedChannel());
        others.forEach(this::enrol);

        var ended = roster.close();
        assertThat(ended).as("before the event loop came to it").isNotDone();

        channel.runPendingTasks();
        assertThat(ended).isDone();
        assertThat(others).noneMatch(EmbeddedChannel::isOpen);
    }

    private ChannelConnection watch() {
        channel.freezeTime();
        roster = new Roster(channel.eventLoop(), 0, House.ofClient(LIMIT));
        return enrol(channel);
    }

    private ChannelConnection enrol(EmbeddedChannel newcomer) {
        var connection = new ChannelConnection(
                newcomer, new InetSocketAddress("127.0.0.1", 9), NOT_INTERESTED, Flow.ofServer(1 << 20));
        roster.add(connection);
        newcomer.pipeline().addLast(connection);
        return connection;
    }

    private void pass(Duration time) {
        for (int milli = 0; milli < time.toMillis(); milli++) { // a jump would count as one round
            channel.advanceTimeBy(1, TimeUnit.MILLISECONDS);
            channel.runPendingTasks();
        }
    }

    /** A channel that may take a byte at each flush only. */
    private static final class SlowChannel extends EmbeddedChannel {
        private boolean takesAll = true;

        @Override
        protected void doWrite(ChannelOutboundBuffer waiting) throws Exception {
            if (takesAll) {
                super.doWrite(waiting);
            } else {
                waiting.removeBytes(1);
            }
        }
    }
}
