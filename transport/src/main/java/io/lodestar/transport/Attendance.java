package io.lodestar.transport;

import io.netty.channel.Channel;
import java.util.Optional;

/** Where a {@link Roster} has a connection, and for how many of its rounds nothing has moved there. Confined to the event loop. */
final class Attendance {
    /** About ten milliseconds of work. */
    private static final int FRAMES_A_ROUND = 2_048;

    private static final int LEAST_FRAMES = 8;

    private Optional<Roster> roster = Optional.empty();
    private int seat;
    private boolean moved = true;
    private boolean watched;
    private boolean beginning;
    private boolean countedFromSource;
    private byte quietRounds;
    private int lastTurn;
    private int unsentBytes;

    /** Takes a place; who keeps it is told here of the connection's end, and gives it up. */
    void sit(int place, Roster keeper) {
        seat = place;
        roster = Optional.of(keeper);
    }

    void end(ChannelConnection gone) {
        roster.ifPresent(keeper -> keeper.remove(gone));
    }

    int seat() {
        return seat;
    }

    void moveTo(int place) {
        seat = place;
    }

    /** Has it looked at each second, since a peer may be slow, until there is nothing to look at. */
    void watch(ChannelConnection connection) {
        if (!watched && roster.isPresent()) {
            watched = true;
            roster.get().watch(connection);
        }
    }

    /** Says that something waits for the peer to read it, after it was offered to the socket. */
    void noteUnsent(ChannelConnection connection) {
        watch(connection);
        roster.ifPresent(keeper -> keeper.noteUnsent(connection));
    }

    /** Says that the peer has begun what comes before the first frame, or that it came to its end. */
    void noteBeginning(ChannelConnection connection, boolean begun) {
        beginning = begun;
        watch(connection);
    }

    /** Returns whether the peer has begun what comes before the first frame. */
    boolean isBeginning() {
        return beginning;
    }

    void unwatch() {
        watched = false;
    }

    /** Notes that one of the places of its source is taken. */
    void countFromSource() {
        countedFromSource = true;
    }

    boolean isCountedFromSource() {
        return countedFromSource;
    }

    /**
     * Begins a turn; returns how many frames it may have. They are the fewer, the more turns others had since this connection's last one, so that
     * it is never long until the next, however many connections have more to do than can be done.
     */
    int framesForTurn() {
        if (roster.isEmpty()) {
            return Intake.FRAMES_A_TURN;
        }
        int turn = roster.get().nextTurn();
        int crowd = turn - lastTurn;
        lastTurn = turn;
        int share = crowd <= 0 ? Intake.FRAMES_A_TURN : FRAMES_A_ROUND / crowd;
        return Math.max(LEAST_FRAMES, Math.min(share, Intake.FRAMES_A_TURN));
    }

    /** Notes that bytes came in. */
    void noteReceived(int bytes) {
        moved = true;
        if (roster.isPresent()) {
            roster.get().traffic().received(bytes);
        }
    }

    /** Notes that bytes were sent. */
    void noteSent(int bytes) {
        moved = true;
        if (roster.isPresent()) {
            roster.get().traffic().sent(bytes);
        }
    }

    /** Notes that what was read is about to be answered. */
    void beginBatch() {
        if (roster.isPresent()) {
            roster.get().traffic().beginBatch();
        }
    }

    /** Notes that so many answers were offered to the socket since the batch began. */
    void endBatch(int answers) {
        if (roster.isPresent()) {
            roster.get().traffic().endBatch(answers);
        }
    }

    /** Returns which of the event loops the connection belongs to. */
    int loop() {
        return roster.isPresent() ? roster.get().number() : 0;
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

    static int unsentBytes(Channel channel) {
        var waiting = channel.unsafe().outboundBuffer();
        return waiting == null ? 0 : (int) (waiting.totalPendingWriteBytes() - waiting.currentProgress());
    }
}
