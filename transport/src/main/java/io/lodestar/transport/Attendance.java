package io.lodestar.transport;

import io.netty.channel.Channel;
import java.util.function.Consumer;

/** Where a {@link Roster} has a connection, and for how many of its rounds nothing has moved there. Confined to the event loop. */
final class Attendance {
    private Consumer<ChannelConnection> leaver = nobody -> {};
    private int seat;
    private boolean moved = true;
    private byte quietRounds;
    private int unsentBytes;

    /** Takes a place; who is told here of the connection's end gives it up. */
    void begin(int place, Consumer<ChannelConnection> toldOfEnd) {
        seat = place;
        leaver = toldOfEnd;
    }

    void end(ChannelConnection gone) {
        leaver.accept(gone);
    }

    int seat() {
        return seat;
    }

    void moveTo(int place) {
        seat = place;
    }

    /** Notes that bytes came in, or were sent. */
    void noteMove() {
        moved = true;
    }

    /** Passes a round; returns for how many in a row nothing has moved now. Bytes that trickle out to a slow peer are life too. */
    int passRound(Channel channel) {
        int unsentBefore = unsentBytes;
        unsentBytes = unsentBytes(channel);
        boolean quiet = !moved && unsentBytes == unsentBefore;
        moved = false;
        quietRounds = quiet ? (byte) (quietRounds + 1) : 0;
        return quietRounds;
    }

    private static int unsentBytes(Channel channel) {
        var waiting = channel.unsafe().outboundBuffer();
        return waiting == null ? 0 : (int) (waiting.totalPendingWriteBytes() - waiting.currentProgress());
    }
}
