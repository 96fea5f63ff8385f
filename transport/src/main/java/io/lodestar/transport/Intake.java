package io.lodestar.transport;

import io.lodestar.protocol.Frame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import java.util.Optional;

/**
 * What a connection has read and nobody has taken yet, counted where that of all connections is. Confined to the event loop.
 *
 * <p>It is counted once for each read batch, and only if something is left, so requests that come whole cost nothing here.
 */
final class Intake {
    /** So little never waits for room: it is about what a connection takes that has sent nothing. */
    static final int SMALL_BYTES = 1024;
    /** The loop's other connections wait for them. */
    static final int FRAMES_A_TURN = 256;

    private final FrameAssembler assembler;
    private final MemoryBudget budget;
    private final MemoryBudget.Waiter waiter;
    private final ReadSizes sizes = new ReadSizes();

    private int turnFrames;
    private boolean resting;
    private int turnLimit = FRAMES_A_TURN;
    private int heldBytes;
    private boolean full;
    private boolean competes;
    private int competingFrame;

    /** The waiter is told when there is room again. */
    Intake(FrameAssembler assembler, MemoryBudget budget, MemoryBudget.Waiter waiter) {
        this.assembler = assembler;
        this.budget = budget;
        this.waiter = waiter;
    }

    /** Returns how much is to be read at a time. */
    ReadSizes sizes() {
        return sizes;
    }

    void add(ByteBufAllocator allocator, ByteBuf bytes) {
        assembler.add(allocator, bytes);
    }

    Optional<Frame> next() {
        turnFrames++;
        return assembler.next();
    }

    /** Lets the loop's other connections have their turn, and then says so. */
    void rest(EventLoop loop, Runnable over) {
        resting = true;
        EventLoops.runLast(loop, () -> {
            resting = false;
            over.run();
        });
    }

    boolean isResting() {
        return resting;
    }

    /** Returns whether others should have their turn before the next frame is taken. */
    boolean isTurnOver() {
        return turnFrames >= turnLimit;
    }

    /** Starts a turn of so many frames at most, unless one has begun already. */
    void beginTurn(Attendance attendance) {
        if (turnFrames == 0) {
            turnLimit = attendance.framesForTurn();
        }
    }

    /** Comes before what is here is delivered once more. */
    void endTurn() {
        turnFrames = 0;
    }

    /** Comes after what was read has been delivered, and more may follow in the same batch. */
    void pauseForBreath() {
        if (assembler.isLong()) {
            settle();
        }
    }

    /** Comes after a batch was delivered. */
    void endTurn(ByteBufAllocator allocator) {
        turnFrames = 0;
        assembler.trim(allocator);
        settle();
    }

    /** Counts what is here now. */
    private void settle() {
        int bytes = assembler.unreadBytes();
        if (bytes == heldBytes) {
            return;
        }
        int more = bytes - heldBytes;
        heldBytes = bytes;
        if (more > 0) {
            budget.hold(waiter.source(), more);
        } else {
            budget.giveBack(waiter.source(), -more);
        }
        sizes.expectLong(assembler.isLong());
        if (competes && (bytes == 0 || assembler.framesCut() != competingFrame)) {
            leave();
        }
        if (bytes > SMALL_BYTES && more > 0) {
            compete();
        }
    }

    private void compete() {
        competes = true;
        competingFrame = assembler.framesCut();
        full = budget.stops(waiter);
    }

    private void leave() {
        competes = false;
        full = false;
        budget.leave(waiter);
    }

    /** Returns whether there is no room to read more. */
    boolean isFull() {
        return full;
    }

    /** There is room again. */
    void makeRoom() {
        full = false;
    }

    /** Returns whether something is here that is no frame yet, or was not taken. */
    boolean isBegun() {
        return assembler.isBegun();
    }

    /** Returns whether one more frame can be taken. */
    boolean holdsFrame() {
        return assembler.holdsFrame();
    }

    int framesCut() {
        return assembler.framesCut();
    }

    /** Returns how many bytes have arrived of what is no frame yet, or was not taken. */
    int heldBytes() {
        return heldBytes;
    }

    /** Says that nothing follows. */
    void end() {
        assembler.end();
        settle();
    }

    /** Drops what is here and whatever is still added. */
    void close() {
        assembler.close();
        settle();
    }
}
